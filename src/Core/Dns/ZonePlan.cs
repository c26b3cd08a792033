namespace Pipeline.Core.Dns;

/// <summary>
/// The changes that lead from what the ledger holds to what is desired, in an order in which every prefix is safe.
/// <code>
/// ledger \ desired   nothing     the same    another
/// nothing            –           –           CREATE
/// held               DELETE      –           UPSERT
/// outcome open       –           –           –          the next audit settles it first
/// </code>
/// Applied, it leaves an empty plan.
/// </summary>
public static class ZonePlan
{
    /// <param name="desired">What the zone shall hold, for the keys concerned.</param>
    /// <param name="ledger">What it is known to hold, for the same keys.</param>
    public static IReadOnlyList<RecordChange> Between(IReadOnlyDictionary<RecordKey, RecordSet> desired, IReadOnlyCollection<LedgerEntry> ledger)
    {
        var known = ledger.Where(e => e.Key is not null).ToDictionary(e => e.Key!);
        var wanted = desired.Values.Select(set => (Set: set, Entry: known.GetValueOrDefault(set.Key))).Select(w => (w.Entry?.Held, Change: w switch
        {
            { Entry.Pending: not null } => null,
            { Entry.Held: null } or { Entry: null } => new RecordChange(ChangeAction.Create, w.Set),
            { Entry.Held: var held } when held.Equals(w.Set) => null,
            _ => new RecordChange(ChangeAction.Upsert, w.Set),
        }));
        var unwanted = known.Values
            .Where(e => e is { Held: not null, Pending: null } && !desired.ContainsKey(e.Key!))
            .Select(e => (e.Held, Change: (RecordChange?)new RecordChange(ChangeAction.Delete, e.Held!)));

        return [.. wanted.Concat(unwanted)
            .Where(c => c.Change is not null)
            .Select(c => (Change: c.Change!, c.Held))
            .OrderBy(c => Rank(c.Change, c.Held))
            .ThenBy(c => c.Change.Set.Key.ToString(), StringComparer.Ordinal)
            .Select(c => c.Change)];
    }

    /// <summary>
    /// What only withdraws goes first, so that an address answers for one service at a time; then the names that others will point to;
    /// then what points to them; last the names that nothing points to any more.
    /// </summary>
    private static int Rank(RecordChange change, RecordSet? held) => change switch
    {
        { Action: ChangeAction.Delete, Set.Key.Type: RecordType.A } => 4,
        { Action: ChangeAction.Delete } => 0,
        { Set.Key.Type: RecordType.A } => 2,
        { Set: var set } when held is not null && set.Values.IsSubsetOf(held.Values) => 1,
        _ => 3,
    };
}
