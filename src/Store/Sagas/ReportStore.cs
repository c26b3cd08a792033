using Marten;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
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

    public Task SaveLeaseAsync(HostLease lease, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenSession();
        var stored = await session.LoadAsync<HostLease>(lease.Id, cancel);
        session.Store(lease with { NewerMembers = stored?.NewerMembers });
        await session.SaveChangesAsync(cancel);
    });

    public Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<ContainerHealth>>(async () =>
        {
            await using var session = database.OpenQuery();
            var sagas = await session.Query<ContainerHealthSaga>().Where(saga => saga.IsLive && saga.Host == host).ToListAsync(cancel);
            return [.. sagas.Select(saga => saga.Health!)];
        });
}
