using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>Reads what the registry's streams fold to.</summary>
internal sealed class MemoryRegistryState(CommittedState committed) : IRegistryState
{
    public Task<PresentRegistry> ReadPresentAsync(CancellationToken cancel) => committed.ReadAsync(now => new PresentRegistry(
        [.. now.Hosts.Values.Where(host => host.IsPresent)], [.. now.Containers.Values.Where(container => container.IsPresent)]), cancel);

    public Task<IReadOnlyList<Container>> ReadClaimantsAsync(IReadOnlyCollection<string> services, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<Container>>(
            now => [.. now.Containers.Values.Where(container => container.Services.Intersect(services).Any())], cancel);

    public Task<IReadOnlyList<Host>> ReadHostsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<Host>>(now => [.. now.Hosts.Values.Where(host => names.Contains(host.Name))], cancel);

    public Task<IReadOnlyList<HostLease>> ReadLeasesAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<HostLease>>(now => [.. now.Leases.Values.Where(lease => hosts.Contains(lease.Id))], cancel);

    public Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<NameBinding>>(now => [.. now.Names.Values], cancel);

    public Task<Container?> FindContainerAsync(string id, CancellationToken cancel) =>
        committed.ReadAsync(now => now.Containers.GetValueOrDefault(id), cancel);
}
