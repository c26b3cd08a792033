using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>
/// The facts that wait for the bus: of each container the newest, of the host the newest report, in the order of their stamps.
/// Past its capacity it forgets the containers and owes a report instead, which says it all.
/// </summary>
/// <param name="capacity">How many containers' facts it may hold.</param>
internal sealed class PendingFacts(int capacity)
{
    private readonly SortedDictionary<Stamp, PendingFact> inOrder = [];
    private readonly Dictionary<string, Stamp> newest = new(StringComparer.Ordinal);

    public int Count => inOrder.Count;

    // The newest fact that was forgotten; a report after it makes up for all of them.
    private Stamp forgotten = Stamp.None;

    /// <summary>Whether facts were forgotten that no report has made up for yet.</summary>
    public bool OwesReport => forgotten > Stamp.None;

    /// <summary>Takes a fact in, unless a newer one of the same subject is there; so a failed batch can be put back as it is.</summary>
    /// <returns>How many facts were forgotten for it.</returns>
    public int Add(PendingFact fact)
    {
        if (newest.TryGetValue(fact.Subject, out var held))
        {
            if (held >= fact.Stamp) return 0;
            inOrder.Remove(held);
        }

        newest[fact.Subject] = fact.Stamp;
        inOrder[fact.Stamp] = fact;
        if (fact.Subject is PendingFact.WholeHost && fact.Stamp > forgotten) forgotten = Stamp.None;
        return fact.Fact is HostLeft ? ForgetContainers() : MakeRoom();
    }

    /// <summary>Takes the oldest facts out.</summary>
    public IReadOnlyList<PendingFact> Take(int limit)
    {
        PendingFact[] batch = [.. inOrder.Values.Take(limit)];
        Remove(batch);
        return batch;
    }

    private int MakeRoom()
    {
        var containers = newest.ContainsKey(PendingFact.WholeHost) ? Count - 1 : Count;
        if (containers <= capacity) return 0;
        if (inOrder.Keys.Max() is var last && last > forgotten) forgotten = last;
        return ForgetContainers();
    }

    private int ForgetContainers()
    {
        PendingFact[] containers = [.. inOrder.Values.Where(fact => fact.Subject is not PendingFact.WholeHost)];
        Remove(containers);
        return containers.Length;
    }

    private void Remove(PendingFact[] facts)
    {
        foreach (var fact in facts)
        {
            inOrder.Remove(fact.Stamp);
            newest.Remove(fact.Subject);
        }
    }
}
