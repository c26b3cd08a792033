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
        return (
            held.Sum(name => name.Value.Count),
            held.Sum(name => kept.TryGetValue(name.Key, out var staying)
                ? name.Value.Count(value => !staying.Contains(value))
                : name.Value.Count));
    }

    /// <summary>The values of each name and type, over all its sets.</summary>
    private static Dictionary<RecordKey, IReadOnlySet<string>> Values(IEnumerable<RecordSet> sets)
    {
        var byName = sets.ToLookup(set => set.Key with { SetIdentifier = null });
        return byName.ToDictionary(name => name.Key, name => name.ToList() is [{ IsAlias: false, Values: var only }]
            ? only
            : (IReadOnlySet<string>)name
                .SelectMany(set => set.LeadsTo is { } target ? byName[target].SelectMany(other => other.Values) : set.Content)
                .ToHashSet());
    }
}
