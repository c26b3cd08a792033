namespace Pipeline.Core.Dns;

/// <summary>Holds the ledger against what the zone really has. Records that the ledger does not know are foreign, and not its business.</summary>
public static class ZoneAudit
{
    /// <returns>For each entry that the zone contradicts, or whose outcome was open: what to note in its stream.</returns>
    public static IEnumerable<(LedgerEntry Entry, RecordFound Found)> Between(
        IReadOnlyDictionary<RecordKey, RecordSet> zone, IEnumerable<LedgerEntry> ledger, DateTimeOffset now)
    {
        foreach (var entry in ledger)
        {
            if (entry.Key is null) continue;
            var actual = zone.GetValueOrDefault(entry.Key);
            if (entry is { Pending.Set: var sent, Held: null } && actual is not null && !actual.Equals(sent))
                yield return (entry, new RecordFound(actual, Finding.Foreign, now));
            else if (entry.Pending is not null)
                yield return (entry, new RecordFound(actual, Finding.OutcomeSettled, now));
            else if (entry.Held is not null && actual is null)
                yield return (entry, new RecordFound(null, Finding.LostWrite, now));
            else if (entry.Held is not null && !entry.Held.Equals(actual))
                yield return (entry, new RecordFound(actual, Finding.ForeignEdit, now));
        }
    }
}
