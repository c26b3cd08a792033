using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases;

/// <summary>
/// Somebody who can tell a host that is gone from a dead agent on a live one. Where there is one, it is asked before a silent host's
/// instances leave; where there is none, silence is all there is to go by.
/// </summary>
public interface IHostWitness
{
    /// <summary>Asks about hosts that are silent for too long.</summary>
    /// <returns>What is known of each, by its name. What could not be asked is uncertain; it throws only where nothing could be.</returns>
    Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel);
}
