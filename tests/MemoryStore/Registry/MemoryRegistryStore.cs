using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The registry's streams in memory.</summary>
internal sealed class MemoryRegistryStore(
    CommittedState committed, Sessions sessions, MemoryLeaseTable leases, MemoryChangeFeed changes) : IRegistryStore
{
    public Task<IRegistryTransaction> BeginAsync(CancellationToken cancel) => committed.ReadAsync<IRegistryTransaction>(
        _ => new MemoryRegistryTransaction(committed, sessions, leases, changes), cancel);

    public Task<IReadOnlyList<(Host Host, HostLease Lease)>> ReadLeasesAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<(Host, HostLease)>>(
            now =>
            [
                .. now.Hosts.Values
                    .Where(host => (host.IsPresent || host.Doubt is not null) && now.Leases.ContainsKey(host.Name))
                    .Select(host => (host, now.Leases[host.Name])),
            ],
            cancel);
}
