using Marten;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.History.Reading;
using Pipeline.Store.Failures;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Reading;

/// <summary>Reads the registry's documents for display.</summary>
internal sealed class PostgresRegistryDocuments(IDocumentStore store) : IRegistryDocuments
{
    private readonly PresentContainers present = new(store);

    public Task<IReadOnlyList<Container>> ReadPresentContainersAsync(CancellationToken cancel) =>
        StoreCall.RunAsync(() => present.ReadAsync(cancel));

    public Task<IReadOnlyList<Host>> ReadHostsAsync(CancellationToken cancel) =>
        QueryAsync(session => session.QueryAsync<Host>($"where {RegistrySchema.HostsAtHand}", cancel));

    public Task<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancel) =>
        QueryAsync(session => session.QueryAsync<HostLease>($"where {RegistrySchema.LeasesAtHand}", cancel));

    public Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel) =>
        QueryAsync(session => session.Query<NameBinding>().ToListAsync(cancel));

    public async Task<IReadOnlyDictionary<string, string>> ReadContainerNamesAsync(
        IReadOnlyCollection<string> containers, CancellationToken cancel)
    {
        if (containers.Count == 0) return new Dictionary<string, string>();
        var known = await QueryAsync(session => session.LoadManyAsync<Container>(cancel, containers));
        return known.ToDictionary(container => container.Id, container => container.Name);
    }

    private Task<IReadOnlyList<T>> QueryAsync<T>(Func<IQuerySession, Task<IReadOnlyList<T>>> query) => StoreCall.RunAsync(async () =>
    {
        await using var session = store.QuerySession();
        return await query(session);
    });
}
