namespace Pipeline.Core.Dns.Budget;

/// <summary>
/// Splits a plan into the fewest change lists within the limits, in the order of the plan. Joined changes stay in one list.
/// </summary>
public static class Batches
{
    /// <param name="plan">The changes in order.</param>
    /// <param name="held">The sets that the zone holds.</param>
    /// <param name="limits">The limits of one list, which also moves the fence.</param>
    /// <returns>The lists; concatenated, they are the plan.</returns>
    /// <remarks>A change, or joined changes, that exceed the limits alone become a list of their own, which the zone will refuse.</remarks>
    public static IEnumerable<IReadOnlyList<RecordChange>> Split(
        IReadOnlyList<RecordChange> plan, HeldSets held, BatchLimits limits)
    {
        var batch = new List<RecordChange>();
        var cost = default(ChangeCost);
        foreach (var unit in Units(plan))
        {
            var more = ChangeCost.Measure(unit, held);
            if (batch.Count > 0 && !(cost + more).FitsInto(limits))
            {
                yield return batch;
                (batch, cost) = ([], default);
            }

            batch.AddRange(unit);
            cost += more;
        }

        if (batch.Count > 0) yield return batch;
    }

    /// <summary>The two halves of a list, without separating joined changes; the list itself if it cannot be split.</summary>
    public static IReadOnlyList<IReadOnlyList<RecordChange>> Halve(IReadOnlyList<RecordChange> changes)
    {
        var units = Units(changes).ToList();
        return units.Count < 2
            ? [changes]
            : [[.. units.Take(units.Count / 2).SelectMany(unit => unit)], [.. units.Skip(units.Count / 2).SelectMany(unit => unit)]];
    }

    /// <summary>The smallest parts of a plan that may be sent separately: single changes, and groups of joined changes.</summary>
    public static IEnumerable<IReadOnlyList<RecordChange>> Units(IReadOnlyList<RecordChange> changes)
    {
        for (var from = 0; from < changes.Count;)
        {
            var to = from + 1;
            while (to < changes.Count && changes[to].Joined) to++;
            yield return [.. changes.Skip(from).Take(to - from)];
            from = to;
        }
    }
}
