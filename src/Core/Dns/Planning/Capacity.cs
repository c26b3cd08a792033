namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// Limits the desired zone to the number of record sets that the zone can hold (Route 53: 10,000 by default). Existing sets stay. New sets
/// are added in this order while there is room: the SRV sets of services in alphabetical order, each with the address sets that it points
/// to; then the address sets of services' own names, and aliases; then other hosts.
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

        // Deleted SRV sets make room at once; address sets may be deleted last.
        var left = room + held.Count(key => !key.Type.IsAddress && !desired.Sets.ContainsKey(key));
        if (added.Count <= left) return desired;

        var missing = added.Where(set => set.Key.Type.IsAddress).ToLookup(set => set.Key.Name, set => set.Key)
            .ToDictionary(name => name.Key, name => name.ToList());
        var without = new List<RecordSet>();
        var plain = added.Where(set => !set.Key.Type.IsAddress && !set.IsAlias);
        foreach (var set in plain.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal))
        {
            var names = set.Values.Select(SrvValue.ReadTarget).Where(missing.ContainsKey).Distinct().ToList();
            var more = names.Sum(name => missing[name].Count);
            if (1 + more > left)
            {
                without.Add(set);
                continue;
            }

            names.ForEach(name => missing.Remove(name));
            left -= 1 + more;
        }

        // An existing set that grows may need new address sets; they come first.
        var services = desired.Sets.Values.Where(set => !set.Key.Type.IsAddress).ToList();
        var needed = services.Except(without).SelectMany(set => set.Values).Select(SrvValue.ReadTarget).ToHashSet();
        var own = services.Select(set => set.Key.Name).ToHashSet();
        var last = missing.Values.SelectMany(name => name)
            .Concat(added.Where(set => set is { IsAlias: true, Key.Type.IsAddress: false }).Select(set => set.Key))
            .OrderByDescending(key => needed.Contains(key.Name))
            .ThenByDescending(key => own.Contains(key.Name))
            .ThenBy(key => key.ToString(), StringComparer.Ordinal)
            .Skip((int)Math.Max(0, left))
            .ToList();

        return new DesiredRecords(
            desired.Sets.RemoveRange(without.Select(set => set.Key).Concat(last)),
            desired.LeftOut.AddRange(without
                .Concat(last.Where(key => key.Type.IsAddress && own.Contains(key.Name)).Select(key => desired.Sets[key]))
                .GroupBy(set => set.Key.Name)
                .Select(service => new LeftOut(
                    service.Key,
                    service.GroupBy(set => set.Key.Type).Max(sets => sets.Sum(set => set.Content.Count)),
                    LeftOutReason.Records))));
    }
}
