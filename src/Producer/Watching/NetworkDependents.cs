using System.Collections.Concurrent;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Which containers use the network of another one (<c>--network container:ID</c>). Their ports change with events of the owner, which do
/// not name them.
/// </summary>
internal sealed class NetworkDependents
{
    private readonly ConcurrentDictionary<string, HashSet<string>> ownersByDependent = new(StringComparer.Ordinal);

    /// <summary>Notes an owner, before it is inspected: an event that comes meanwhile is then not missed.</summary>
    /// <param name="dependent">The identifier of the container that uses the network.</param>
    /// <param name="owner">The owner's identifier or name.</param>
    public void Add(string dependent, string owner) => ownersByDependent.AddOrUpdate(
        dependent,
        _ => new HashSet<string>(StringComparer.Ordinal) { owner },
        (_, known) => known.Contains(owner) ? known : new HashSet<string>(known, StringComparer.Ordinal) { owner });

    /// <summary>Forgets a container that is gone.</summary>
    public void Remove(string dependent) => ownersByDependent.TryRemove(dependent, out _);

    /// <summary>The containers that use the network of another one, in a fixed order.</summary>
    public IEnumerable<string> FindDependents(string owner) =>
        ownersByDependent.Where(known => known.Value.Contains(owner)).Select(known => known.Key).Order(StringComparer.Ordinal);
}
