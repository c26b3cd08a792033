namespace Pipeline.Core.Dns.Budget;

/// <summary>What a whole plan costs by Route 53's reckoning, when nobody else uses the account.</summary>
/// <param name="Calls">ChangeResourceRecordSets requests.</param>
/// <param name="Of">Elements, characters and change tokens of all of them.</param>
/// <param name="Waits">How long the buckets, full at first, have the calls wait; their answers come on top.</param>
public readonly record struct PlanCost(int Calls, ChangeCost Of, TimeSpan Waits)
{
    /// <param name="plan">The changes in their order.</param>
    /// <param name="limits">What one call takes.</param>
    /// <param name="requests">The account's bucket of requests.</param>
    /// <param name="changes">The account's bucket of change tokens.</param>
    public static PlanCost Reckon(IReadOnlyList<RecordChange> plan, BatchLimits limits, BucketSize requests, BucketSize changes)
    {
        var begin = DateTimeOffset.UnixEpoch;
        var (now, calls, of) = (begin, 0, default(ChangeCost));
        var (asked, changed) = (TokenBucket.Full(requests, begin), TokenBucket.Full(changes, begin));
        foreach (var batch in Batches.Cut(plan, limits))
        {
            var cost = ChangeCost.Of(batch);
            now += Later(asked.WaitFor(1, now), changed.WaitFor(cost.Tokens, now));
            (asked, changed) = (asked.Taken(1, now), changed.Taken(cost.Tokens, now));
            (calls, of) = (calls + 1, of + cost);
        }

        return new PlanCost(calls, of, now - begin);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
