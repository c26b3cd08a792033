using Pipeline.Core.Dns.Budget;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>
/// The estimated content of the account's token buckets. This process never exceeds it, so it is not throttled if it is the account's only
/// user.
/// </summary>
internal sealed class Allowance(Route53Budget budget, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private TokenBucket requests = TokenBucket.Full(budget.Requests, default);
    private TokenBucket changes = TokenBucket.Full(budget.Changes, default);

    /// <summary>Waits until a request with this many change tokens is allowed, and takes them.</summary>
    /// <param name="tokens">The cost of the request's changes.</param>
    /// <param name="leisurely">Whether it waits until the bucket is half full, so that urgent requests do not wait for it.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task TakeAsync(int tokens, bool leisurely, CancellationToken cancel)
    {
        while (TryTake(tokens, leisurely) is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait > ShortestWait ? wait : ShortestWait, time, cancel);
    }

    /// <summary>
    /// Records that a call is answered. Route 53 charged it some time after it was sent, so tokens added since then are not counted.
    /// </summary>
    public void Settle() => Update(bucket => bucket.Settled(Now));

    /// <summary>Records that a call was throttled: other users of the account have emptied the bucket.</summary>
    public void Drain() => Update(bucket => bucket.Drained(Now));

    /// <summary>By the monotonic clock: a time of day that is set back would stop the buckets until it has caught up.</summary>
    private DateTimeOffset Now => default(DateTimeOffset) + time.GetElapsedTime(started);

    private TimeSpan TryTake(int tokens, bool leisurely)
    {
        lock (gate)
        {
            var now = Now;
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
