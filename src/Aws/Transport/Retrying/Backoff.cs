using Pipeline.Aws.Answers;

namespace Pipeline.Aws.Transport.Retrying;

/// <summary>
/// Pauses between retries: exponential from 100 ms to 10 s, with jitter so that processes do not retry in step.
/// </summary>
/// <remarks>
/// MassTransit's retry policies wait on the system clock, and the AWS SDK's end after a few attempts; see docs/adr/0011.
/// </remarks>
internal sealed class Backoff(TimeProvider time, Random? random = null)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Random random = random ?? Random.Shared;
    private TimeSpan next = Shortest;

    /// <summary>Starts again with the shortest pause.</summary>
    public void Reset() => next = Shortest;

    /// <summary>Waits for the next pause.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <param name="failure">What is retried; it may ask for a longer pause.</param>
    /// <returns>False if the wait was cancelled.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancel, Exception? failure = null)
    {
        var pause = next * (0.5 + (random.NextDouble() / 2));
        if (failure is not null && RetryAfter.Read(failure, time.GetUtcNow()) is var asked && asked > pause) pause = asked;
        next = TimeSpan.FromTicks(Math.Min(next.Ticks * 2, Longest.Ticks));
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
