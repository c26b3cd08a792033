namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Keeps an SRV value out of the zone while the name that it points to does not lead to its instance: an SRV record points only to an
/// address record that is ours and has the desired address. Where the name has an A and an AAAA record, one of them is enough, unless the
/// other one is somebody else's and leads elsewhere.
/// <code>
/// the address record is                    its SRV values
/// as desired, or can become so             stay
/// left out for lack of room                are left out
/// somebody else's                          are left out
/// refused in the form that is desired      are left out
/// sent, and its outcome is unknown         wait, unless the name had an address before
/// </code>
/// </summary>
public static class ReachableTargets
{
    /// <param name="desired">The record sets that fit into the zone.</param>
    /// <param name="wanted">The record sets before anything was left out.</param>
    /// <param name="ledger">The ledger's entries, at least those of the wanted address records.</param>
    public static DesiredRecords Fit(
        DesiredRecords desired, IReadOnlyDictionary<RecordKey, RecordSet> wanted, IReadOnlyCollection<LedgerEntry> ledger)
    {
        var entries = ledger.Where(entry => entry.Key is { Type.IsAddress: true }).ToDictionary(entry => entry.Key!);
        var unreachable = wanted.Values
            .Where(set => set.Key.Type.IsAddress)
            .GroupBy(set => set.Key.Name)
            .Where(name => name.Any(set => entries.GetValueOrDefault(set.Key) is { Foreign: not null })
                || !name.Any(set => desired.Sets.ContainsKey(set.Key) && Targets.CanBeOurs(set, entries.GetValueOrDefault(set.Key))))
            .Select(name => name.Key)
            .ToHashSet();
        if (unreachable.Count == 0) return desired;

        var affected = desired.Sets.Values
            .Where(set => set.Key.Type is RecordType.SRV)
            .Select(set => (Set: set, Kept: set.Values.Except(set.Values.Where(value => unreachable.Contains(SrvValue.ReadTarget(value))))))
            .Where(pair => pair.Kept.Count < pair.Set.Values.Count)
            .ToList();
        var sets = desired.Sets
            .RemoveRange(affected.Where(pair => pair.Kept.IsEmpty).Select(pair => pair.Set.Key))
            .SetItems(affected.Where(pair => !pair.Kept.IsEmpty)
                .Select(pair => KeyValuePair.Create(pair.Set.Key, pair.Set with { Values = pair.Kept })));
        return new DesiredRecords(sets, desired.LeftOut.AddRange(affected
            .GroupBy(pair => pair.Set.Key.Name, pair => pair.Set.Values.Count - pair.Kept.Count)
            .OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => new LeftOut(service.Key, service.Sum(), LeftOutReason.Targets))));
    }
}
