using System.Collections.Immutable;
using Pipeline.Core.Dns;

namespace Pipeline.Core.Tests.Support;

/// <summary>A zone that takes changes as Route 53 does: all of a list or none, and each only where it fits what is there.</summary>
internal sealed record ModelZone(ImmutableDictionary<RecordKey, RecordSet> Sets)
{
    public static ModelZone Of(params IEnumerable<RecordSet> sets) => new(sets.ToImmutableDictionary(set => set.Key));

    /// <returns>The zone after the changes; null where it refuses them.</returns>
    public ModelZone? After(IEnumerable<RecordChange> changes) =>
        changes.Aggregate((ModelZone?)this, (zone, change) => zone?.After(change));

    private ModelZone? After(RecordChange change) => (change.Action, Sets.GetValueOrDefault(change.Set.Key)) switch
    {
        (ChangeAction.Create, not null) => null,
        (ChangeAction.Delete, null) => null,
        (ChangeAction.Delete, var held) when !held.Equals(change.Set) => null,
        (ChangeAction.Delete, _) => new ModelZone(Sets.Remove(change.Set.Key)),
        _ when Sets.Values.Any(set => IsInTheWayOf(change.Set, set)) => null,
        _ when change.Set.IsAlias && TargetsOf(change.Set).Count == 0 => null,
        _ => new ModelZone(Sets.SetItem(change.Set.Key, change.Set)),
    };

    /// <summary>The sets that an alias leads to.</summary>
    public IReadOnlyList<RecordSet> TargetsOf(RecordSet alias) =>
        [.. Sets.Values.Where(set => !set.IsAlias && set.Key with { SetIdentifier = null } == alias.LeadsTo)];

    /// <summary>Sets of one name and type share one policy.</summary>
    private static bool IsInTheWayOf(RecordSet set, RecordSet other) =>
        (other.Key.Name, other.Key.Type) == (set.Key.Name, set.Key.Type)
        && other.Key != set.Key
        && other.Routing.Policy != set.Routing.Policy;

    public bool Equals(ModelZone? other) =>
        other is not null
        && Sets.Count == other.Sets.Count
        && Sets.Values.All(set => set.Equals(other.Sets.GetValueOrDefault(set.Key)));

    public override int GetHashCode() => Sets.Count;
}
