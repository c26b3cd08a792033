using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Core.Dns.Budget;

/// <summary>The size of changes as Route 53 counts it ("Quotas", Amazon Route 53 Developer Guide).</summary>
/// <param name="Elements">ResourceRecord elements: one per value.</param>
/// <param name="Characters">Characters of all values including spaces.</param>
/// <param name="Tokens">Change tokens: CREATE 1, DELETE 1.</param>
public readonly record struct ChangeCost(int Elements, int Characters, int Tokens)
{
    /// <summary>The most that a move of the fence costs, which is in each change list.</summary>
    public static readonly ChangeCost OfFence = new(Elements: 2, Characters: 2 * ZoneFence.MaxLength, Tokens: 2);

    /// <summary>The cost of a change: what replaces a set costs its deletion as well.</summary>
    public static ChangeCost Measure(RecordChange change, HeldSets held) =>
        ExactChange.Of(change, held).Aggregate(default(ChangeCost), (sum, exact) => sum + Measure(exact.Set));

    public static ChangeCost Measure(IEnumerable<RecordChange> changes, HeldSets held) =>
        changes.Aggregate(default(ChangeCost), (sum, change) => sum + Measure(change, held));

    public static ChangeCost operator +(ChangeCost one, ChangeCost other) =>
        new(one.Elements + other.Elements, one.Characters + other.Characters, one.Tokens + other.Tokens);

    /// <summary>Whether changes of this cost fit into one list together with a move of the fence.</summary>
    public bool FitsInto(BatchLimits limits) => (this + OfFence).IsWithin(limits);

    private bool IsWithin(BatchLimits limits) =>
        Elements <= limits.Elements && Characters <= limits.Characters && Tokens <= limits.Tokens;

    /// <summary>An alias has no value; it is counted as one, so as not to count less than Route 53 does.</summary>
    private static ChangeCost Measure(RecordSet set) => new(Math.Max(1, set.Values.Count), set.Values.Sum(value => value.Length), 1);
}
