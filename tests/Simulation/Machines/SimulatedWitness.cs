using Pipeline.Core.Hosts;
using Pipeline.Projector.Leases;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>What EC2 says of the machines. It may be unable to say anything.</summary>
internal sealed class SimulatedWitness(Fleet fleet) : IHostWitness
{
    public bool IsAway { get; set; }

    public Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel) => IsAway
        ? throw new IOException("simulated: EC2 does not answer")
        : Task.FromResult<IReadOnlyDictionary<string, WitnessReport>>(silent.ToDictionary(
            one => one.Host.Name,
            one => fleet.Living.Any(machine => machine.Address == one.Host.Address)
                ? new WitnessReport(Presence.Running, "EC2: running")
                : new WitnessReport(Presence.Gone, "EC2: no such machine")));
}
