namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Limits the desired zone to the number of record sets that the zone can hold (Route 53: 10,000 by default). Existing sets stay. New sets
/// are added in this order while there is room: services in alphabetical order, each with the A records that it needs; then other hosts.
/// </summary>
public static class Capacity
{
    /// <param name="desired">The desired record sets.</param>
    /// <param name="ledger">The current entries of the zone.</param>
    /// <param name="room">The number of record sets that can be added to the zone now.</param>
    /// <returns>The desired record sets that fit; the rest is in <see cref="DesiredRecords.LeftOut"/>.</returns>
    public static DesiredRecords Fit(DesiredRecords desired, IEnumerable<LedgerEntry> ledger, long room)
    {
        var held = ledger.Where(e => e is { Held: not null, Key: not null }).Select(e => e.Key!).ToHashSet();
        var added = desired.Sets.Values.Where(set => !held.Contains(set.Key)).ToList();

        // Deleted SRV sets make room at once; unused A records are deleted last.
        var left = room + held.Count(key => key.Type is not RecordType.A && !desired.Sets.ContainsKey(key));
        if (added.Count <= left) return desired;

        var missing = added.Where(set => set.Key.Type is RecordType.A).Select(set => set.Key).ToHashSet();
        var without = new List<RecordSet>();
        foreach (var set in added.Where(set => set.Key.Type is not RecordType.A).OrderBy(set => set.Key.ToString(), StringComparer.Ordinal))
        {
            var names = set.Values.Select(TargetOf).Where(missing.Contains).Distinct().ToList();
            if (1 + names.Count > left)
            {
                without.Add(set);
                continue;
            }

            missing.ExceptWith(names);
            left -= 1 + names.Count;
        }

        // An existing set that grows may need a new A record; it has priority over a host without instances.
        var needed = desired.Sets.Values.Except(without).Where(set => set.Key.Type is not RecordType.A).SelectMany(set => set.Values)
            .Select(TargetOf).ToHashSet();
        var nameless = missing.OrderByDescending(needed.Contains).ThenBy(key => key.Name, StringComparer.Ordinal)
            .Skip((int)Math.Max(0, left));

        return new DesiredRecords(
            desired.Sets.RemoveRange(without.Select(set => set.Key).Concat(nameless)),
            desired.LeftOut.AddRange(without.GroupBy(set => set.Key.Name, set => set.Values.Count).Select(service =>
                new LeftOut(service.Key, service.Sum(), LeftOutReason.Records))));
    }

    /// <summary>The key of the A record that an SRV value points to.</summary>
    private static RecordKey TargetOf(string value) => SrvValue.Parse(value) is { Target: var target }
        ? new RecordKey(target, RecordType.A)
        : throw new FormatException($"'{value}' is not an SRV value.");
}
