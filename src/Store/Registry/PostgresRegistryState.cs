using Marten;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Projector.Registry;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Registry;

/// <summary>Reads the documents that are folded from the registry's streams.</summary>
internal sealed class PostgresRegistryState(IDocumentStore store) : IRegistryState
{
    public Task<PresentRegistry> ReadPresentAsync(CancellationToken cancel) => QueryAsync(async session =>
    {
        // Containers before hosts: a container's host joins no later than the container, and an instance whose host is missing would get
        // an address name of its own.
        var containers = await session.Query<Container>().Where(container => container.IsPresent).ToListAsync(cancel);
        var hosts = await session.QueryAsync<Host>($"where {RegistrySchema.HostsAtHand}", cancel);
        return new PresentRegistry([.. hosts.Where(host => host.IsPresent)], containers);
    });

    public Task<IReadOnlyList<Container>> ReadClaimantsAsync(IReadOnlyCollection<string> services, CancellationToken cancel) =>
        QueryAsync(session => session.QueryAsync<Container>("where d.services && ?", cancel, (object)services.ToArray()));

    public Task<IReadOnlyList<Host>> ReadHostsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        QueryAsync(session => session.LoadManyAsync<Host>(cancel, names.Select(Host.StreamOf)));

    public Task<IReadOnlyList<HostLease>> ReadLeasesAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel) =>
        QueryAsync(session => session.LoadManyAsync<HostLease>(cancel, hosts));

    public Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel) =>
        QueryAsync(session => session.Query<NameBinding>().ToListAsync(cancel));

    public Task<Container?> FindContainerAsync(string id, CancellationToken cancel) =>
        QueryAsync(session => session.LoadAsync<Container>(id, cancel));

    private Task<T> QueryAsync<T>(Func<IQuerySession, Task<T>> query) => StoreCall.RunAsync(async () =>
    {
        await using var session = store.QuerySession();
        return await query(session);
    });
}
