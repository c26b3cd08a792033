using Marten;
using Pipeline.Core.Instances;

namespace Pipeline.History.Planning;

/// <summary>Containers' names as the registry's documents have them.</summary>
public sealed class ContainerNames(IDocumentStore store) : IContainerNames
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel)
    {
        if (containers.Count == 0) return new Dictionary<string, string>();
        await using var session = store.QuerySession();
        return (await session.LoadManyAsync<Container>(cancel, containers)).ToDictionary(container => container.Id, container => container.Name);
    }
}
