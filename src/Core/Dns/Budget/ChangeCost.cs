namespace Pipeline.Core.Dns.Budget;

/// <summary>The size of changes as Route 53 counts it ("Quotas", Amazon Route 53 Developer Guide).</summary>
/// <param name="Elements">ResourceRecord elements: one per value; two for an UPSERT.</param>
/// <param name="Characters">Characters of all values including spaces; counted twice for an UPSERT.</param>
/// <param name="Tokens">Change tokens: CREATE 1, DELETE 1, UPSERT 2.</param>
public readonly record struct ChangeCost(int Elements, int Characters, int Tokens)
{
    public static ChangeCost Measure(RecordChange change)
    {
        var times = change.Action is ChangeAction.Upsert ? 2 : 1;
        return new ChangeCost(times * change.Set.Values.Count, times * change.Set.Values.Sum(value => value.Length), times);
    }

    public static ChangeCost Measure(IEnumerable<RecordChange> changes) =>
        changes.Aggregate(default(ChangeCost), (sum, change) => sum + Measure(change));

    public static ChangeCost operator +(ChangeCost one, ChangeCost other) =>
        new(one.Elements + other.Elements, one.Characters + other.Characters, one.Tokens + other.Tokens);

    public bool FitsInto(BatchLimits limits) => Elements <= limits.Elements && Characters <= limits.Characters && Tokens <= limits.Tokens;
}
