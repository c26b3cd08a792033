namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Compares the ledger with the content of the zone. Records that the ledger does not know are foreign and are left alone.
/// </summary>
public static class ZoneAudit
{
    /// <returns>The event to append to each entry that differs from the zone, or whose last change has an unknown outcome.</returns>
    public static IEnumerable<(LedgerEntry Entry, RecordFound Found)> Between(
        IReadOnlyDictionary<RecordKey, RecordSet> zone, IEnumerable<LedgerEntry> ledger, DateTimeOffset now)
    {
        foreach (var entry in ledger)
        {
            if (entry.Key is not { Type.IsKnown: true }) continue; // a type that only a newer version knows is left alone
            var actual = zone.GetValueOrDefault(entry.Key);
            if (Judge(entry, actual, zone) is { } finding) yield return (entry, new RecordFound(actual, finding, now));
        }
    }

    /// <summary>
    /// Desired record sets that cannot be added because a foreign record has the same key, or the same name with another routing policy.
    /// </summary>
    /// <param name="zone">All record sets of the zone.</param>
    /// <param name="desired">The record sets as desired.</param>
    /// <param name="ledger">The entries after the audit.</param>
    /// <param name="identity">The zone's identity.</param>
    /// <param name="now">When the zone was read.</param>
    public static IEnumerable<(LedgerEntry Entry, RecordFound Found)> Conflicts(
        IReadOnlyDictionary<RecordKey, RecordSet> zone,
        IReadOnlyDictionary<RecordKey, RecordSet> desired,
        IReadOnlyCollection<LedgerEntry> ledger,
        string identity,
        DateTimeOffset now)
    {
        var known = ledger.Where(e => e.Key is not null).ToDictionary(e => e.Key!);
        var foreign = zone.Values
            .Where(set => known.GetValueOrDefault(set.Key) is not ({ Held: not null } or { Pending: not null }))
            .ToLookup(set => (set.Key.Name, set.Key.Type));
        if (foreign.Count == 0) yield break;

        foreach (var set in desired.Values)
        {
            var entry = known.GetValueOrDefault(set.Key) ?? LedgerEntry.Unwritten(identity, set.Key);
            if (entry is not { Held: null, Pending: null, Foreign: null }) continue;
            var inTheWay = foreign[(set.Key.Name, set.Key.Type)]
                .FirstOrDefault(other => other.Key == set.Key || other.Routing.Policy != set.Routing.Policy);
            if (inTheWay is not null)
                yield return (entry, new RecordFound(inTheWay, Finding.Foreign, now, set.Key));
        }
    }

    private static Finding? Judge(LedgerEntry entry, RecordSet? actual, IReadOnlyDictionary<RecordKey, RecordSet> zone) => entry switch
    {
        { Pending.Set: var sent, Held: null } when actual is not null && !actual.Equals(sent) && !actual.Equals(entry.Written) =>
            Finding.Foreign,
        { Pending: not null } => Finding.OutcomeSettled,
        { Held: not null } when actual is null => Finding.LostWrite,
        { Held: var held and not null } when !held.Equals(actual) => Finding.ForeignEdit,
        { Held: null, Written: var written and not null } when written.Equals(actual) => Finding.Orphan,
        { Foreign: { } foreign } when !zone.ContainsKey(foreign.Key) => Finding.ForeignGone,
        _ => null,
    };
}
