using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The changes from the state in the ledger to the desired state. Their order is safe at every prefix, so applying them may stop anywhere.
/// <code>
/// ledger \ desired   nothing     the same    another
/// nothing            –           –           CREATE
/// held               DELETE      –           UPSERT      sent as DELETE of what is held and CREATE
/// outcome unknown    –           –           –          until the next audit reads it; for every set of the name, and its aliases
/// foreign            –           –           –          until it is gone
/// unknown type       –           –           –          left alone: only a newer version knows it
/// </code>
/// After all changes are applied, the plan is empty.
/// </summary>
public static class ZonePlan
{
    /// <param name="desired">The desired record sets, for the keys in scope.</param>
    /// <param name="ledger">The ledger entries of the same keys.</param>
    /// <param name="limits">The limits of one change list, for changes that must be sent together; null for no limits.</param>
    public static IReadOnlyList<RecordChange> Between(
        IReadOnlyDictionary<RecordKey, RecordSet> desired, IReadOnlyCollection<LedgerEntry> ledger, BatchLimits? limits = null)
    {
        var known = ledger.Where(e => e.Key is { Type.IsKnown: true }).ToDictionary(e => e.Key!);
        var open = known.Values.Where(e => e.Pending is not null).Select(e => (e.Key!.Name, e.Key.Type)).ToHashSet();

        var wanted = desired.Values
            .Select(set => (Set: set, Entry: known.GetValueOrDefault(set.Key)))
            .Select(w => (w.Entry?.Held, Change: w switch
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
            .Where(c => c.Change is not null && !IsOpen(c.Change.Set.Key) && !(c.Change.Set.LeadsTo is { } target && IsOpen(target)))
            .Select(c => (Change: c.Change!, c.Held))
            .ToList();
        if (changes.Count == 0) return [];

        var exchanged = RecordReplacement.Find(changes.Select(c => c.Change), limits ?? BatchLimits.None);
        var order = new ChangeOrder([.. known.Values.Select(e => e.Held).OfType<RecordSet>()], [.. desired.Values]);

        return [.. changes
            .Where(c => !exchanged.Contains(c.Change))
            .Select(c => (
                Rank: order.RankOf(c.Change, c.Held),
                Of: c.Change.Set.Key.ToString(),
                Changes: (IReadOnlyList<RecordChange>)[c.Change]))
            .Concat(exchanged.Groups.Select(group => (
                Rank: order.RankOfReplacement(group), Of: group[0].Set.Key.ToString(), Changes: group)))
            .OrderBy(c => c.Rank).ThenBy(c => c.Of, StringComparer.Ordinal)
            .SelectMany(c => c.Changes)];

        bool IsOpen(RecordKey key) => open.Contains((key.Name, key.Type));
    }

    /// <summary>
    /// Splits a plan into what is new, and what has to wait: changes that the zone already refused in exactly this form, and deletions of
    /// addresses that SRV records need until such a change is accepted, or an open outcome is known.
    /// </summary>
    /// <param name="plan">The changes in order.</param>
    /// <param name="ledger">The entries from which it was computed.</param>
    /// <param name="needed">What is needed already; what open outcomes need is added. What waits is sent behind what it waits for.</param>
    public static (IReadOnlyList<RecordChange> Fresh, IReadOnlyList<RecordChange> Waiting) Split(
        IReadOnlyList<RecordChange> plan, IReadOnlyCollection<LedgerEntry> ledger, NeededTargets needed)
    {
        foreach (var entry in ledger.Where(e => e.Pending is not null))
        {
            needed.Add(entry.Held);
            needed.Add(entry.Pending!.Set);
        }

        var refused = ledger.Where(e => e.Refused is not null).ToDictionary(e => e.Key!);
        var parts = Batches.Units(plan).ToLookup(unit => unit.All(IsRefused));
        var untilAccepted = new NeededTargets(needed);
        foreach (var change in parts[true].SelectMany(unit => unit)) untilAccepted.Add(refused[change.Set.Key].Held);
        var (fresh, waiting) = untilAccepted.Split([.. parts[false].SelectMany(unit => unit)]);
        return (fresh, [.. parts[true].SelectMany(unit => unit), .. waiting]);

        bool IsRefused(RecordChange change) => Equals(refused.GetValueOrDefault(change.Set.Key)?.Refused, change);
    }
}
