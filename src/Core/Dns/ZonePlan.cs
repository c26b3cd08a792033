using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns;

/// <summary>
/// The changes that lead from what the ledger holds to what is desired, in an order in which every prefix is safe.
/// <code>
/// ledger \ desired   nothing     the same    another
/// nothing            –           –           CREATE
/// held               DELETE      –           UPSERT
/// outcome open       –           –           –          the next audit settles it first, for every set of the name
/// somebody else's    –           –           –          until it is gone
/// of a type that only a newer version knows: left alone
/// </code>
/// Applied, it leaves an empty plan.
/// </summary>
public static class ZonePlan
{
    /// <param name="desired">What the zone shall hold, for the keys concerned.</param>
    /// <param name="ledger">What it is known to hold, for the same keys.</param>
    /// <param name="limits">Of one change list, for what must travel together; null for none.</param>
    public static IReadOnlyList<RecordChange> Between(
        IReadOnlyDictionary<RecordKey, RecordSet> desired, IReadOnlyCollection<LedgerEntry> ledger, BatchLimits? limits = null)
    {
        var known = ledger.Where(e => e.Key is { Type: RecordType.A or RecordType.SRV }).ToDictionary(e => e.Key!);
        var open = known.Values.Where(e => e.Pending is not null).Select(e => (e.Key!.Name, e.Key.Type)).ToHashSet();

        var wanted = desired.Values.Select(set => (Set: set, Entry: known.GetValueOrDefault(set.Key))).Select(w => (w.Entry?.Held, Change: w switch
        {
            { Entry.Foreign: not null } => null,
            { Entry.Held: null } or { Entry: null } => new RecordChange(ChangeAction.Create, w.Set),
            { Entry.Held: var held } when held.Equals(w.Set) => null,
            _ => new RecordChange(ChangeAction.Upsert, w.Set),
        }));
        var unwanted = known.Values
            .Where(e => e.Held is not null && !desired.ContainsKey(e.Key!))
            .Select(e => (e.Held, Change: (RecordChange?)new RecordChange(ChangeAction.Delete, e.Held!)));

        var changes = wanted.Concat(unwanted)
            .Where(c => c.Change is not null && !open.Contains((c.Change.Set.Key.Name, c.Change.Set.Key.Type)))
            .Select(c => (Change: c.Change!, c.Held))
            .ToList();
        var exchanged = Exchange.Among(changes.Select(c => c.Change), limits ?? BatchLimits.None);

        return [.. changes
            .Where(c => !exchanged.Contains(c.Change))
            .Select(c => (Rank: Rank(c.Change, c.Held), Of: c.Change.Set.Key.ToString(), Changes: (IReadOnlyList<RecordChange>)[c.Change]))
            .Concat(exchanged.Groups.Select(group => (Rank: 3, Of: group[0].Set.Key.ToString(), Changes: group)))
            .OrderBy(c => c.Rank).ThenBy(c => c.Of, StringComparer.Ordinal)
            .SelectMany(c => c.Changes)];
    }

    /// <summary>Parts a plan into what was never refused and what the zone refused just as it is now.</summary>
    public static (IReadOnlyList<RecordChange> Fresh, IReadOnlyList<RecordChange> Stale) ByRefusal(
        IReadOnlyList<RecordChange> plan, IEnumerable<LedgerEntry> ledger)
    {
        var refused = ledger.Where(e => e.Refused is not null).ToDictionary(e => e.Key!, e => e.Refused!);
        if (refused.Count == 0) return (plan, []);
        var parts = Batches.Units(plan).ToLookup(unit => unit.All(change => Equals(refused.GetValueOrDefault(change.Set.Key), change)));
        return ([.. parts[false].SelectMany(unit => unit)], [.. parts[true].SelectMany(unit => unit)]);
    }

    /// <summary>
    /// What only withdraws goes first, so that an address answers for one service at a time; then the names that others will point to;
    /// then what points to them, exchanges before the rest; last the names that nothing points to any more.
    /// </summary>
    private static int Rank(RecordChange change, RecordSet? held) => change switch
    {
        { Action: ChangeAction.Delete, Set.Key.Type: RecordType.A } => 5,
        { Action: ChangeAction.Delete } => 0,
        { Set.Key.Type: RecordType.A } => 2,
        { Set: var set } when held is not null && set.Values.IsSubsetOf(held.Values) => 1,
        _ => 4,
    };
}
