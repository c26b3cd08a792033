using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Record sets of one name that are replaced by others: a simple set by weighted ones, or back. Route 53 rejects a name with two routing
/// policies, and the name must resolve at all times. So the last deletion and the first creation are sent in one change list; all of
/// them if they fit into it.
/// </summary>
internal sealed class RecordReplacement
{
    private readonly HashSet<RecordChange> members;

    private RecordReplacement(IReadOnlyList<IReadOnlyList<RecordChange>> groups)
    {
        Groups = groups;
        members = [.. groups.SelectMany(group => group).Select(change => change with { Joined = false })];
    }

    /// <summary>The changes of each name that are sent together, deletions first.</summary>
    public IReadOnlyList<IReadOnlyList<RecordChange>> Groups { get; }

    public bool Contains(RecordChange change) => Groups.Count > 0 && members.Contains(change);

    public static RecordReplacement Find(IEnumerable<RecordChange> changes, BatchLimits limits) => new([.. changes
        .Where(change => change.Action is not ChangeAction.Upsert)
        .GroupBy(change => change.Set.Key with { SetIdentifier = null })
        .Select(name => (Going: InOrder(name, ChangeAction.Delete), Coming: InOrder(name, ChangeAction.Create)))
        .Where(name => IsNeeded(name.Going, name.Coming))
        .Select(name => Join(name.Going, name.Coming, limits))]);

    private static bool IsNeeded(List<RecordChange> going, List<RecordChange> coming) =>
        going.Count > 0 && coming.Count > 0
        && (going.Any(change => change.Set.Routing.Policy != coming[0].Set.Routing.Policy)
            || coming.SelectMany(change => change.Set.Values).Intersect(going.SelectMany(change => change.Set.Values)).Any());

    private static IReadOnlyList<RecordChange> Join(List<RecordChange> going, List<RecordChange> coming, BatchLimits limits)
    {
        List<RecordChange> all = [.. going, .. coming];
        if (!Measure(all).FitsInto(limits))
        {
            // The other old sets are deleted before and the other new sets created after; these two share the most values.
            var last = going.MaxBy(change => coming.Sum(other => Common(change, other)))!;
            var first = coming.MaxBy(change => Common(change, last))!;
            all = [last, first];
            foreach (var more in coming.Where(change => change != first))
                if (Measure([.. all, more]).FitsInto(limits)) all.Add(more);
        }

        return [all[0], .. all.Skip(1).Select(change => change with { Joined = true })];
    }

    /// <summary>Deletions and creations cost the same, whatever the zone holds.</summary>
    private static ChangeCost Measure(IEnumerable<RecordChange> changes) => ChangeCost.Measure(changes, HeldSets.None);

    private static int Common(RecordChange one, RecordChange other) => one.Set.Values.Intersect(other.Set.Values).Count;

    private static List<RecordChange> InOrder(IEnumerable<RecordChange> changes, ChangeAction action) =>
        [.. changes.Where(change => change.Action == action).OrderBy(change => change.Set.Key.SetIdentifier, StringComparer.Ordinal)];
}
