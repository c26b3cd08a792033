using System.Collections.Concurrent;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Reports;
using Pipeline.History.Reading;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryReportStore(SagaTable table, IRegistryDocuments? registry) : IReportStore
{
    private readonly ConcurrentDictionary<string, HostLease> leases = [];

    public object Backup() => leases.ToArray();

    public void Restore(object backup)
    {
        leases.Clear();
        foreach (var (host, lease) in (KeyValuePair<string, HostLease>[])backup) leases[host] = lease;
    }

    public Task<HostLease?> LeaseAsync(string host, CancellationToken cancel) => Task.FromResult(leases.GetValueOrDefault(host));

    public Task<IReadOnlyList<HostLease>> LeasesOfLiveHostsAsync(CancellationToken cancel)
    {
        var hosts = table.Where(saga => saga.IsLive).Select(row => row.Saga.Host).Distinct();
        return Task.FromResult<IReadOnlyList<HostLease>>([.. hosts.Select(host => leases.GetValueOrDefault(host)).OfType<HostLease>()]);
    }

    public Task<bool> TrySaveLeaseAsync(HostLease? read, HostLease lease, CancellationToken cancel) => Task.FromResult(
        read is null ? leases.TryAdd(lease.Id, lease) : leases.TryUpdate(lease.Id, lease, read));

    public Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealth>>(
        [.. table.Where(saga => saga.IsLive && saga.Host == host).Select(row => row.Saga.Health!)]);

    public async Task<IReadOnlyList<Container>> RegisteredAtAsync(
        IReadOnlyCollection<TransportAddress> addresses, CancellationToken cancel) => registry is null ? [] :
    [
        .. (await registry.ReadPresentContainersAsync(cancel)).Where(container => addresses.Any(container.HasInstanceAt)),
    ];
}
