namespace Pipeline.Core.Dns.Budget;

/// <summary>Cuts a plan into change lists that a zone takes, in the plan's order and as few as that allows; what is joined stays together.</summary>
public static class Batches
{
    /// <returns>The lists; one after the other they are the plan.</returns>
    /// <remarks>A change, or changes joined, that alone exceed the limits make a list of their own, for the zone to refuse.</remarks>
    public static IEnumerable<IReadOnlyList<RecordChange>> Cut(IReadOnlyList<RecordChange> plan, BatchLimits limits)
    {
        var batch = new List<RecordChange>();
        var cost = default(ChangeCost);
        foreach (var unit in Units(plan))
        {
            var more = ChangeCost.Of(unit);
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

    /// <summary>The two halves of a list, cut where nothing is joined; a single one where it cannot be cut.</summary>
    public static IReadOnlyList<IReadOnlyList<RecordChange>> Halve(IReadOnlyList<RecordChange> changes)
    {
        var units = Units(changes).ToList();
        return units.Count < 2
            ? [changes]
            : [[.. units.Take(units.Count / 2).SelectMany(unit => unit)], [.. units.Skip(units.Count / 2).SelectMany(unit => unit)]];
    }

    /// <summary>The plan's changes, those that are joined together.</summary>
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
