namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Keeps an alias out of the zone while the name that it leads to has no record set of ours: Route 53 refuses an alias without a target,
/// and where the target is somebody else's, the alias would answer with it. Aliases of balancers lead out of the zone, and stay.
/// </summary>
public static class ReachableAliases
{
    /// <param name="desired">The record sets that fit into the zone.</param>
    /// <param name="ledger">The ledger's entries, at least those of the sets that aliases lead to.</param>
    public static DesiredRecords Fit(DesiredRecords desired, IReadOnlyCollection<LedgerEntry> ledger)
    {
        var aliases = desired.Sets.Values.Where(set => set.LeadsTo is not null).ToList();
        if (aliases.Count == 0) return desired;

        var entries = ledger.Where(entry => entry.Key is { Type: RecordType.SRV }).ToDictionary(entry => entry.Key!);
        var targets = desired.Sets.Values
            .Where(set => set is { Key.Type: RecordType.SRV, IsAlias: false } && Targets.CanBeOurs(set, entries.GetValueOrDefault(set.Key)))
            .Select(set => set.Key with { SetIdentifier = null })
            .ToHashSet();
        return desired with
        {
            Sets = desired.Sets.RemoveRange(aliases.Where(set => !targets.Contains(set.LeadsTo!)).Select(set => set.Key)),
        };
    }
}
