using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Projector.Registry;

/// <summary>Read access to the state that the registry's streams fold to.</summary>
public interface IRegistryState
{
    /// <summary>All present hosts and containers. A container's host is always included, because hosts are read after containers.</summary>
    Task<PresentRegistry> ReadPresentAsync(CancellationToken cancel);

    /// <summary>The containers that have a claim to one of these services, present or not.</summary>
    Task<IReadOnlyList<Container>> ReadClaimantsAsync(IReadOnlyCollection<string> services, CancellationToken cancel);

    /// <summary>The known hosts among these names, present or not.</summary>
    Task<IReadOnlyList<Host>> ReadHostsAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>The known leases of these hosts.</summary>
    Task<IReadOnlyList<HostLease>> ReadLeasesAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel);

    /// <summary>All names that were ever bound.</summary>
    Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel);

    /// <summary>A container by its identifier; null if it is unknown.</summary>
    Task<Container?> FindContainerAsync(string id, CancellationToken cancel);
}

/// <summary>The hosts and containers that are present.</summary>
public sealed record PresentRegistry(IReadOnlyList<Host> Hosts, IReadOnlyList<Container> Containers);
