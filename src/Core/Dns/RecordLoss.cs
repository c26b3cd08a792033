namespace Pipeline.Core.Dns;

/// <summary>
/// Counts the values of a zone that a plan would remove. A value that only moves to another set of its name is not removed. An alias has
/// the values of the name that it leads to; one of a balancer counts as one value.
/// </summary>
public static class RecordLoss
{
    /// <returns>The number of values in the zone according to the ledger, and how many of them the desired zone lacks.</returns>
    public static (int Held, int Lost) Count(IEnumerable<LedgerEntry> ledger, IEnumerable<RecordSet> desired)
    {
        var kept = Values(desired);
        var held = Values(ledger.Select(entry => entry.Held).OfType<RecordSet>());
        return (held.Count, held.Count(value => !kept.Contains(value)));
    }

    private static HashSet<(RecordKey Name, string Value)> Values(IEnumerable<RecordSet> sets)
    {
        var all = sets.ToList();
        var byName = all.ToLookup(set => set.Key with { SetIdentifier = null });
        return
        [
            .. from set in all
               let name = set.Key with { SetIdentifier = null }
               from value in set.LeadsTo is { } target ? byName[target].SelectMany(other => other.Values) : set.Content
               select (name, value),
        ];
    }
}
