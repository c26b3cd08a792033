namespace Pipeline.Aws.Transport.Connection;

/// <summary>Pauses that double from one failure to the next, with as much chance in them that many processes do not come back together.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan next = Shortest;

    public void Reset() => next = Shortest;

    /// <returns>False where the wait was broken off.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancel)
    {
        var pause = next * (0.5 + (Random.Shared.NextDouble() / 2));
        next = TimeSpan.FromTicks(Math.Min(next.Ticks * 2, Longest.Ticks));
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
