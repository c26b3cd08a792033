namespace Pipeline.Core.Dns;

/// <summary>What a zone answers with, counted by values: a name that gives way to another set of its own loses nothing.</summary>
public static class Answers
{
    /// <returns>How many values the zone holds by the ledger, and how many of them a zone as desired would not.</returns>
    public static (int Held, int Lost) Between(IEnumerable<LedgerEntry> ledger, IEnumerable<RecordSet> desired)
    {
        var kept = Values(desired);
        var held = Values(ledger.Select(entry => entry.Held).OfType<RecordSet>());
        return (held.Count, held.Count(value => !kept.Contains(value)));
    }

    private static HashSet<(RecordKey Name, string Value)> Values(IEnumerable<RecordSet> sets) =>
        [.. from set in sets let name = set.Key with { SetIdentifier = null } from value in set.Values select (name, value)];
}
