using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The names that SRV records go on pointing to because the change that takes them away is refused, or its outcome is unknown. Their
/// addresses stay as long: an SRV record without an address answers with a name that leads nowhere.
/// </summary>
public sealed class NeededTargets
{
    private readonly HashSet<string> names;

    /// <summary>None yet.</summary>
    public NeededTargets() => names = [];

    /// <summary>The same names, to which others are added.</summary>
    public NeededTargets(NeededTargets others) => names = [.. others.names];

    /// <summary>The names that these record sets point to, whoever wrote them; those that are no SRV sets point to none.</summary>
    public static HashSet<string> Of(IEnumerable<RecordSet> sets) =>
    [
        .. sets.Where(set => set.Key.Type is RecordType.SRV).SelectMany(set => set.Values)
            .Select(value => SrvValue.ParseForeign(value)?.Target).OfType<string>(),
    ];

    /// <summary>Adds the names that a record set points to.</summary>
    /// <param name="staying">A set that stays in the zone for now; null for none.</param>
    public void Add(RecordSet? staying)
    {
        if (staying is not null) names.UnionWith(Of([staying]));
    }

    /// <summary>Splits changes into those that may be sent, and deletions of addresses that are needed.</summary>
    /// <remarks>Joined changes stay together: they exchange the addresses of a name, and leave it with some.</remarks>
    public (IReadOnlyList<RecordChange> Sendable, IReadOnlyList<RecordChange> HeldBack) Split(IReadOnlyList<RecordChange> changes)
    {
        if (names.Count == 0) return (changes, []);
        var parts = Batches.Units(changes).ToLookup(unit => unit.All(Withdraws));
        return ([.. parts[false].SelectMany(unit => unit)], [.. parts[true].SelectMany(unit => unit)]);
    }

    /// <summary>Whether a change deletes addresses of a needed name.</summary>
    public bool Withdraws(RecordChange change) =>
        change is { Action: ChangeAction.Delete, Set.Key: { Type.IsAddress: true, Name: var name } } && names.Contains(name);
}
