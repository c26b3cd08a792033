using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;

namespace Pipeline.HealthSaga.Reports;

/// <summary>What the facts of hosts are compared with: the hosts' leases, and the containers whose sagas are live.</summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> while the store does not answer.</remarks>
public interface IReportStore
{
    /// <summary>A host's lease; null before its first full report.</summary>
    Task<HostLease?> LeaseAsync(string host, CancellationToken cancel);

    /// <summary>The leases of all hosts that have live sagas.</summary>
    Task<IReadOnlyList<HostLease>> LeasesOfLiveHostsAsync(CancellationToken cancel);

    /// <summary>Replaces the host's lease if it is still what was read.</summary>
    /// <param name="read">The lease as it was read; null if there was none.</param>
    /// <param name="lease">The lease to save.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>False if another writer saved it since; nothing was written: read it and decide again.</returns>
    Task<bool> TrySaveLeaseAsync(HostLease? read, HostLease lease, CancellationToken cancel);

    /// <summary>The containers of a host whose run may still be going on.</summary>
    Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel);

    /// <summary>
    /// The present containers that the registry has at one of these addresses; none where there is no registry yet.
    /// </summary>
    Task<IReadOnlyList<Container>> RegisteredAtAsync(IReadOnlyCollection<TransportAddress> addresses, CancellationToken cancel);
}
