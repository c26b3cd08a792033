using Pipeline.Aws.DeadLetters;

namespace Pipeline.Console.Reading;

/// <summary>
/// Reads and redrives a queue's dead letters, one caller at a time: a reader hides the messages from others for a moment.
/// </summary>
/// <param name="open">Opens the queue.</param>
internal sealed class DeadLetterQueue(Func<IDeadLetters> open) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <exception cref="DeadLettersUnreachableException">The queue cannot be read.</exception>
    public Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel) => InTurnAsync(letters => letters.ReadAsync(cancel), cancel);

    /// <returns>The messages that were sent back.</returns>
    /// <exception cref="DeadLettersUnreachableException">The queue cannot be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var sent = await InTurnAsync(letters => letters.RedriveAsync(ids, cancel), cancel);
        Redriven += sent.Count;
        return sent;
    }

    /// <summary>How many were sent back from here; a new number makes earlier readings stale.</summary>
    public long Redriven { get; private set; }

    public void Dispose() => turn.Dispose();

    private async Task<IReadOnlyList<DeadLetter>> InTurnAsync(
        Func<IDeadLetters, Task<IReadOnlyList<DeadLetter>>> use, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            using var letters = open();
            return await use(letters);
        }
        finally
        {
            turn.Release();
        }
    }
}
