namespace Pipeline.Console.Reading;

/// <summary>The last answer of a source that is asked at intervals of its own, for those who do not wait for the next one.</summary>
/// <param name="ask">Asks the source; many may ask it together.</param>
/// <param name="time">The clock.</param>
internal sealed class AtHand<T>(Func<CancellationToken, Task<T>> ask, TimeProvider time) where T : class
{
    private volatile Answer? last;

    /// <summary>Null before the first answer.</summary>
    public T? Last => last?.Value;

    /// <param name="since">
    /// An answer to a question since then will do, while the next question begins; null where only a new one will.
    /// </param>
    /// <param name="cancel">Ends the wait; the question goes on.</param>
    public async Task<T> ReadAsync(DateTimeOffset? since, CancellationToken cancel)
    {
        var coming = AskAsync();
        return last is { } known && known.AskedAt >= since ? known.Value : await coming.WaitAsync(cancel);
    }

    private async Task<T> AskAsync()
    {
        var now = time.GetUtcNow();
        var value = await ask(CancellationToken.None);
        last = new(value, now);
        return value;
    }

    private sealed record Answer(T Value, DateTimeOffset AskedAt);
}
