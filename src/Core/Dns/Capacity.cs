namespace Pipeline.Core.Dns;

/// <summary>
/// A zone takes only so many record sets (Route 53: 10,000, raisable). What it holds stays; of what is new the services come first, by
/// the alphabet, each set with the names that it points to, and then hosts that nothing points to.
/// </summary>
public static class Capacity
{
    /// <param name="desired">What the zone shall hold.</param>
    /// <param name="ledger">What it holds of that, and more.</param>
    /// <param name="room">How many record sets more it takes.</param>
    /// <returns>What it can hold.</returns>
    public static Desired Fit(Desired desired, IEnumerable<LedgerEntry> ledger, long room)
    {
        var held = ledger.Where(e => e is { Held: not null, Key: not null }).Select(e => e.Key!).ToHashSet();
        var added = desired.Sets.Values.Where(set => !held.Contains(set.Key)).ToList();

        // What is withdrawn makes room at once; names that nothing points to any more only go last.
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

        // A name may be missing to a set that is held and grows; such a set is dearer than a host that runs nothing.
        var needed = desired.Sets.Values.Except(without).Where(set => set.Key.Type is not RecordType.A).SelectMany(set => set.Values).Select(TargetOf).ToHashSet();
        var nameless = missing.OrderByDescending(needed.Contains).ThenBy(key => key.Name, StringComparer.Ordinal).Skip((int)Math.Max(0, left));

        return new Desired(
            desired.Sets.RemoveRange(without.Select(set => set.Key).Concat(nameless)),
            desired.LeftOut.AddRange(without.GroupBy(set => set.Key.Name, set => set.Values.Count).Select(service => new LeftOut(service.Key, service.Sum(), Shortage.Records))));
    }

    /// <summary>The name that an SRV value points to (RFC 2782: priority, weight, port, target).</summary>
    private static RecordKey TargetOf(string value) => new(value[(value.LastIndexOf(' ') + 1)..].TrimEnd('.'), RecordType.A);
}
