using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>
/// Queries EC2 for the state of a silent host's machine, and ECS for the connection of its ECS agent.
/// </summary>
/// <remarks>
/// If a host's name is an instance identifier (<c>i-0123456789abcdef0</c>), the host is that EC2 instance, because EC2 never reuses an
/// identifier. Otherwise it is the instance that holds its address (the primary private IPv4 address in the region), if that instance was
/// launched before the host's last fact: a later instance may get the same address. If several VPCs use one address, any running instance
/// with that address counts as the host's. The container instance is then found by the instance's identifier. A host that stands for a
/// task is no machine: only ECS is asked for it.
/// </remarks>
/// <param name="agents">The ECS agents; null if no cluster is configured.</param>
public sealed class AwsHostWitness(Ec2Machines machines, EcsAgents? agents, EcsTasks tasks) : IHostWitness
{
    public async Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel)
    {
        var ofTasks = silent.Where(one => TaskHost.IsTask(one.Host.Name)).ToList();
        var ofMachines = silent.Except(ofTasks).ToList();
        var reports = new Dictionary<string, WitnessReport>(await tasks.AskAsync(ofTasks.Select(one => one.Host.Name), cancel));
        if (ofMachines.Count > 0)
            foreach (var (host, report) in await AskForMachinesAsync(ofMachines, cancel)) reports[host] = report;
        return reports;
    }

    private async Task<IReadOnlyDictionary<string, WitnessReport>> AskForMachinesAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel)
    {
        var found = await machines.FindAsync(silent, cancel);
        var instanceIds = found.Values.Select(machine => machine.InstanceId).OfType<string>().ToHashSet();
        var known = agents is null ? NoAgents : await agents.FindAsync(instanceIds, cancel);
        return found.ToDictionary(machine => machine.Key, machine => Join(machine.Value, known).ToReport());
    }

    private static readonly Sighting<IReadOnlyDictionary<string, OrchestratorAgent>> NoAgents =
        new(new Dictionary<string, OrchestratorAgent>(), null);

    private HostEvidence Join(Machine machine, Sighting<IReadOnlyDictionary<string, OrchestratorAgent>> known)
    {
        var agent = (agents, known.Failure, machine.InstanceId) switch
        {
            (null, _, _) or (_, not null, _) or (_, _, null) => OrchestratorAgent.Unseen,
            var (_, _, id) => known.Seen.GetValueOrDefault(id, OrchestratorAgent.Unregistered),
        };
        var description = (agents, known.Failure, agent) switch
        {
            (null, _, _) => machine.Words,
            (_, { } failure, _) => $"{machine.Words}, the ECS query failed ({failure})",
            (_, _, OrchestratorAgent.Unseen) => machine.Words,
            (_, _, OrchestratorAgent.Unregistered) => $"{machine.Words}, not in the ECS cluster",
            _ => $"{machine.Words}, its ECS agent {(agent is OrchestratorAgent.Connected ? "connected" : "disconnected")}",
        };
        return new HostEvidence(machine.State, agent, description);
    }
}

/// <summary>The result of a query, or the reason of its failure.</summary>
public sealed record Sighting<T>(T Seen, string? Failure);
