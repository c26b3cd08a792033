using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>
/// The facts that wait for the bus, in the order of their sequence: the newest of each container, and the newest report of the host. If it
/// exceeds its capacity it drops all facts about containers and asks for a report, which contains them all.
/// </summary>
/// <param name="capacity">How many containers' facts it holds at most.</param>
internal sealed class PendingFactQueue(int capacity)
{
    private readonly SortedDictionary<long, PendingFact> bySequence = [];
    private readonly Dictionary<string, long> newestBySubject = new(StringComparer.Ordinal);

    // The newest fact that was dropped. A newer report makes up for all that were dropped.
    private long lastDropped;

    public int Count => bySequence.Count;

    /// <summary>Whether facts were dropped and no report has made up for them yet.</summary>
    public bool NeedsReport => lastDropped > 0;

    /// <summary>Adds a fact, unless it holds a newer one of the same subject. So a failed batch can be put back as it is.</summary>
    /// <returns>How many facts it dropped.</returns>
    public int Add(PendingFact fact)
    {
        if (newestBySubject.TryGetValue(fact.Subject, out var held))
        {
            if (held >= fact.Sequence) return 0;
            bySequence.Remove(held);
        }

        newestBySubject[fact.Subject] = fact.Sequence;
        bySequence[fact.Sequence] = fact;
        if (fact.Subject is PendingFact.WholeHost && fact.Sequence > lastDropped) lastDropped = 0;
        return fact.Fact is HostLeft ? RemoveContainers() : DropIfFull();
    }

    /// <summary>Removes the oldest facts and returns them.</summary>
    public IReadOnlyList<PendingFact> Dequeue(int limit)
    {
        PendingFact[] batch = [.. bySequence.Values.Take(limit)];
        Remove(batch);
        return batch;
    }

    private int DropIfFull()
    {
        var containers = newestBySubject.ContainsKey(PendingFact.WholeHost) ? Count - 1 : Count;
        if (containers <= capacity) return 0;
        if (bySequence.Keys.Max() is var last && last > lastDropped) lastDropped = last;
        return RemoveContainers();
    }

    private int RemoveContainers()
    {
        PendingFact[] containers = [.. bySequence.Values.Where(fact => fact.Subject is not PendingFact.WholeHost)];
        Remove(containers);
        return containers.Length;
    }

    private void Remove(PendingFact[] facts)
    {
        foreach (var fact in facts)
        {
            bySequence.Remove(fact.Sequence);
            newestBySubject.Remove(fact.Subject);
        }
    }
}
