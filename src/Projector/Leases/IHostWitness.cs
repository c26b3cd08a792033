using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases;

/// <summary>
/// A source that distinguishes a host that no longer runs from a dead agent on a running host. If a witness is registered, it is queried
/// before a silent host's instances are withdrawn; otherwise only silence counts.
/// </summary>
public interface IHostWitness
{
    /// <summary>Queries the presence of overdue hosts.</summary>
    /// <returns>The report on each host, by its name. A host that could not be queried is uncertain; throws only if no query
    /// succeeds.</returns>
    Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel);
}
