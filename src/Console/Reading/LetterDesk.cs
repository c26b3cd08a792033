using Pipeline.Aws.DeadLetters;

namespace Pipeline.Console.Reading;

/// <summary>The dead letters of a queue, for one at a time: whoever reads them holds them for a moment, and meanwhile none could be sent back.</summary>
/// <param name="open">Opens the queue's.</param>
internal sealed class LetterDesk(Func<IDeadLetters> open) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <exception cref="DeadLettersUnreachableException">They cannot be read.</exception>
    public Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel) => InTurnAsync(letters => letters.ReadAsync(cancel), cancel);

    /// <returns>Those that were sent back.</returns>
    /// <exception cref="DeadLettersUnreachableException">They cannot be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var sent = await InTurnAsync(letters => letters.RedriveAsync(ids, cancel), cancel);
        Redriven += sent.Count;
        return sent;
    }

    /// <summary>How many were sent back from here: what was read before is not what is.</summary>
    public long Redriven { get; private set; }

    public void Dispose() => turn.Dispose();

    private async Task<IReadOnlyList<DeadLetter>> InTurnAsync(Func<IDeadLetters, Task<IReadOnlyList<DeadLetter>>> use, CancellationToken cancel)
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
