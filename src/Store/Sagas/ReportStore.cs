using Marten;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Stores the leases of hosts in the health schema, and reads the live sagas of a host.</summary>
internal sealed class ReportStore(SagaDatabase database) : IReportStore
{
    public Task<HostLease?> LeaseAsync(string host, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return await session.LoadAsync<HostLease>(host, cancel);
    });

    public Task<IReadOnlyList<HostLease>> LeasesOfLiveHostsAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        var hosts = await session.Query<ContainerHealthSaga>().Where(saga => saga.IsLive).Select(saga => saga.Host).Distinct()
            .ToListAsync(cancel);
        return await session.LoadManyAsync<HostLease>(cancel, [.. hosts]);
    });

    public async Task<bool> TrySaveLeaseAsync(HostLease? read, HostLease lease, CancellationToken cancel)
    {
        try
        {
            return await StoreCall.RunAsync(async () =>
            {
                await using var session = database.OpenSession();
                await session.BeginTransactionAsync(cancel);
                var stored = await session.QueryAsync<HostLease>("where d.id = ? for update", cancel, lease.Id);
                if (!IsSame(stored.SingleOrDefault(), read)) return false;
                if (read is null) session.Insert(lease);
                else session.Store(lease);
                await session.SaveChangesAsync(cancel);
                return true;
            });
        }
        catch (StoreConflictException)
        {
            return false; // another writer inserted it first
        }
    }

    public Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<ContainerHealth>>(async () =>
        {
            await using var session = database.OpenQuery();
            var sagas = await session.Query<ContainerHealthSaga>().Where(saga => saga.IsLive && saga.Host == host).ToListAsync(cancel);
            return [.. sagas.Select(saga => saga.Health!)];
        });

    public Task<IReadOnlyList<Container>> RegisteredAtAsync(
        IReadOnlyCollection<TransportAddress> addresses, CancellationToken cancel) => addresses.Count == 0
        ? Task.FromResult<IReadOnlyList<Container>>([])
        : new RegistryGlimpse(database).ReadPresentAsync("addresses && $1", addresses.Select(one => one.ToKey()).ToArray(), cancel);

    /// <summary>Compared as they are stored: a record compares its lists by reference.</summary>
    private bool IsSame(HostLease? stored, HostLease? read) =>
        stored is null || read is null ? stored == read : database.Serializer.ToJson(stored) == database.Serializer.ToJson(read);
}
