using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Registry;

/// <summary>What the registry's streams fold to, for those who act on it and write none of it.</summary>
public interface IRegistryState
{
    /// <summary>Everything that is present. A container's host is never missing: hosts are read after containers.</summary>
    Task<PresentRegistry> ReadPresentAsync(CancellationToken cancel);

    /// <summary>The containers that have a claim to one of these services, present or not.</summary>
    Task<IReadOnlyList<Container>> ReadClaimantsAsync(IReadOnlyCollection<string> services, CancellationToken cancel);

    /// <summary>The hosts of these names that are known, present or not.</summary>
    Task<IReadOnlyList<Host>> ReadHostsAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>The leases of these hosts that are known.</summary>
    Task<IReadOnlyList<HostLease>> ReadLeasesAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel);

    /// <summary>A container by its identifier; null for one that is not known.</summary>
    Task<Container?> FindContainerAsync(string id, CancellationToken cancel);
}

/// <summary>The hosts and containers that are present.</summary>
public sealed record PresentRegistry(IReadOnlyList<Host> Hosts, IReadOnlyList<Container> Containers);
