using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.History.Reading;

/// <summary>The registry's present state, read again and again by those who show it.</summary>
public interface IRegistryDocuments
{
    /// <summary>The containers that are present. Only those that changed since the last call cost anything.</summary>
    Task<IReadOnlyList<Container>> ReadPresentContainersAsync(CancellationToken cancel);

    /// <summary>Every host that was ever heard.</summary>
    Task<IReadOnlyList<Host>> ReadHostsAsync(CancellationToken cancel);

    /// <summary>Every host's lease.</summary>
    Task<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancel);

    /// <summary>The names of those containers that are known, by their identifiers.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadContainerNamesAsync(IReadOnlyCollection<string> containers, CancellationToken cancel);
}
