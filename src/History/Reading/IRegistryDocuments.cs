using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.History.Reading;

/// <summary>Reads the registry's present state for display; the reads are cheap enough to repeat often.</summary>
public interface IRegistryDocuments
{
    /// <summary>The containers that are present. Only those that changed since the last call are read in full.</summary>
    Task<IReadOnlyList<Container>> ReadPresentContainersAsync(CancellationToken cancel);

    /// <summary>The hosts at hand (<see cref="Host.IsAtHand"/>).</summary>
    Task<IReadOnlyList<Host>> ReadHostsAsync(CancellationToken cancel);

    /// <summary>The leases of these hosts.</summary>
    Task<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancel);

    /// <summary>All names that were ever bound.</summary>
    Task<IReadOnlyList<NameBinding>> ReadNamesAsync(CancellationToken cancel);

    /// <summary>The names of the known containers, by their identifiers.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadContainerNamesAsync(IReadOnlyCollection<string> containers, CancellationToken cancel);
}
