namespace Pipeline.Core.Dns;

/// <summary>The record sets that a zone holds according to its ledger.</summary>
public sealed class HeldSets(IEnumerable<LedgerEntry> ledger)
{
    /// <summary>Of a zone that is empty.</summary>
    public static readonly HeldSets None = new([]);

    private readonly Dictionary<RecordKey, RecordSet> sets =
        ledger.Where(entry => entry is { Key: not null, Held: not null }).ToDictionary(entry => entry.Key!, entry => entry.Held!);

    /// <summary>The set of a key; null if the zone holds none.</summary>
    public RecordSet? Find(RecordKey key) => sets.GetValueOrDefault(key);
}
