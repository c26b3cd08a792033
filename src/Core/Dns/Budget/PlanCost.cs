namespace Pipeline.Core.Dns.Budget;

/// <summary>The estimated cost of a plan at Route 53 if nothing else uses the account.</summary>
/// <param name="Calls">ChangeResourceRecordSets requests.</param>
/// <param name="Of">Elements, characters and change tokens of all of them.</param>
/// <param name="Waits">How long the calls wait for tokens, starting with full buckets; without the duration of the calls
/// themselves.</param>
public readonly record struct PlanCost(int Calls, ChangeCost Of, TimeSpan Waits)
{
    /// <param name="plan">The changes in their order.</param>
    /// <param name="held">The sets that the zone holds.</param>
    /// <param name="limits">The limits of one call, which also moves the fence.</param>
    /// <param name="requests">The account's bucket of requests.</param>
    /// <param name="changes">The account's bucket of change tokens.</param>
    public static PlanCost Estimate(
        IReadOnlyList<RecordChange> plan, HeldSets held, BatchLimits limits, BucketSize requests, BucketSize changes)
    {
        var begin = DateTimeOffset.UnixEpoch;
        var (now, calls, of) = (begin, 0, default(ChangeCost));
        var (asked, changed) = (TokenBucket.Full(requests, begin), TokenBucket.Full(changes, begin));
        foreach (var batch in Batches.Split(plan, held, limits))
        {
            var cost = ChangeCost.Measure(batch, held) + ChangeCost.OfFence;
            now += Later(asked.WaitFor(1, now), changed.WaitFor(cost.Tokens, now));
            (asked, changed) = (asked.Taken(1, now), changed.Taken(cost.Tokens, now));
            (calls, of) = (calls + 1, of + cost);
        }

        return new PlanCost(calls, of, now - begin);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
