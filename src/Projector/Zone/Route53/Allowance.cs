using Pipeline.Core.Dns.Budget;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>
/// What the account's buckets hold, as far as this process knows: it spends no more than that, so alone in the account it is never
/// throttled.
/// </summary>
internal sealed class Allowance(Route53Budget budget, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private TokenBucket requests = TokenBucket.Full(budget.Requests, time.GetUtcNow());
    private TokenBucket changes = TokenBucket.Full(budget.Changes, time.GetUtcNow());

    /// <summary>Waits until a request of so many change tokens is allowed, and takes them.</summary>
    /// <param name="tokens">What its changes cost.</param>
    /// <param name="leisurely">Whether it may wait until the bucket is half full, so that nothing urgent ever waits for it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task TakeAsync(int tokens, bool leisurely, CancellationToken cancel)
    {
        while (TryTake(tokens, leisurely) is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait > ShortestWait ? wait : ShortestWait, time, cancel);
    }

    /// <summary>
    /// A call has been answered. It was charged at some moment after it was sent, so tokens that arrived since then are not counted.
    /// </summary>
    public void Settle() => Update(bucket => bucket.Settled(time.GetUtcNow()));

    /// <summary>A call was throttled: others use the account, and there is nothing left.</summary>
    public void Drain() => Update(bucket => bucket.Drained(time.GetUtcNow()));

    private TimeSpan TryTake(int tokens, bool leisurely)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var wait = requests.WaitFor(leisurely ? budget.Requests.Capacity / 2 : 1, now);
            if (tokens > 0 && changes.WaitFor(tokens, now) is var longer && longer > wait) wait = longer;
            if (wait > TimeSpan.Zero) return wait;
            (requests, changes) = (requests.Taken(1, now), changes.Taken(tokens, now));
            Route53Telemetry.Left(requests.Tokens, changes.Tokens);
            return TimeSpan.Zero;
        }
    }

    private void Update(Func<TokenBucket, TokenBucket> change)
    {
        lock (gate) (requests, changes) = (change(requests), change(changes));
    }
}
