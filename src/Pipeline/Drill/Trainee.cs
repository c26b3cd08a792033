namespace Pipeline.Drill;

/// <summary>Who practises: a person at a terminal, or nobody.</summary>
/// <param name="keyboard">The keyboard; null for nobody.</param>
internal sealed class Trainee(TextReader? keyboard)
{
    public bool IsThere => keyboard is not null;

    /// <summary>Waits for the Enter key.</summary>
    public async Task EnterAsync(CancellationToken cancel)
    {
        // A terminal cannot be read with a cancellation.
        if (await Task.Run(keyboard!.ReadLine, CancellationToken.None).WaitAsync(cancel) is null)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel); // Its input ended: only a stop ends the drill.
    }
}
