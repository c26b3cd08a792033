using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.History.Reading;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>Reads the registry for those who show it.</summary>
internal sealed class MemoryRegistryDocuments(CommittedState committed) : IRegistryDocuments
{
    public Task<IReadOnlyList<Container>> ReadPresentContainersAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<Container>>(now => [.. now.Containers.Values.Where(container => container.IsPresent)], cancel);

    public Task<IReadOnlyList<Host>> ReadHostsAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<Host>>(now => [.. now.Hosts.Values.Where(host => host.IsAtHand)], cancel);

    public Task<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<HostLease>>(
            now => [.. now.Leases.Values.Where(lease => now.Hosts.GetValueOrDefault(Host.StreamOf(lease.Id)) is { IsAtHand: true })],
            cancel);

    public Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<NameBinding>>(now => [.. now.Names.Values], cancel);

    public Task<IReadOnlyDictionary<string, string>> ReadContainerNamesAsync(
        IReadOnlyCollection<string> containers, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyDictionary<string, string>>(
            now => now.Containers.Values
                .Where(container => containers.Contains(container.Id))
                .ToDictionary(container => container.Id, container => container.Name),
            cancel);
}
