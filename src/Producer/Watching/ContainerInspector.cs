using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Inspects one container, with everything that its claims depend on: the owner of its network, and the address of its task and its host.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="tasks">The addresses of tasks.</param>
/// <param name="hostAddresses">The host's addresses.</param>
/// <param name="ownerLabel">The label that says who owns a container.</param>
internal sealed class ContainerInspector(
    IEngine engine, ITaskAddressReader tasks, Func<InterfaceAddresses> hostAddresses,
    string ownerLabel = AgentSettings.DefaultOwnerLabel)
{
    private const string SharedNetworkPrefix = "container:";

    /// <summary>
    /// How many network owners are followed. Docker allows a container to share the network of one that shares another's.
    /// </summary>
    private const int MaxNetworkOwners = 4;

    /// <summary>The containers that were found to use another's network.</summary>
    public NetworkDependents Dependents { get; } = new();

    public async Task<Observation> InspectAsync(string containerId, CancellationToken cancel)
    {
        var observation = await engine.InspectAsync(containerId, cancel) switch
        {
            null => new Observation.Absent(containerId, StopCause.Removed, ExitCode: null),
            { } container => await ReadAsync(container, cancel),
        };
        if (observation is Observation.Absent { Cause: StopCause.Removed }) Dependents.Remove(containerId);
        return observation;
    }

    private async Task<Observation> ReadAsync(ContainerInspection container, CancellationToken cancel)
    {
        var claims = new ClaimReader(container);
        if (!claims.HasClaims) return new Observation.WithoutClaims(container.Id);
        if (container.Status is not (EngineContainerStatus.Running or EngineContainerStatus.Paused))
            return new Observation.Absent(container.Id, StopCause.Exited, container.ExitCode);

        var network = await FindNetworkAsync(container, cancel);
        var reachability = new Reachability(hostAddresses(), network, await FindTaskAddressesAsync(container, network, cancel));
        var template = ContainerTemplate.Describe(container);
        return new Observation.Present(claims.ReadSnapshot(reachability, ownerLabel)!, container.StopSignal, template);
    }

    /// <returns>The owner of its network; without published ports if that network is not the owner's any more.</returns>
    private async Task<ContainerInspection> FindNetworkAsync(ContainerInspection container, CancellationToken cancel)
    {
        var (network, isCurrent) = (container, true);
        for (var hop = 0; hop < MaxNetworkOwners && SharesNetwork(network); hop++)
        {
            var reference = network.NetworkMode[SharedNetworkPrefix.Length..];
            Dependents.Add(container.Id, reference);
            if (await engine.InspectAsync(reference, cancel) is not { } owner) break;
            if (owner.Id != reference) Dependents.Add(container.Id, owner.Id);
            isCurrent &= HoldsNetworkFor(network, owner);
            network = owner;
        }

        return isCurrent || network.NetworkMode is "host" ? network : WithoutPublishedPorts(network);
    }

    private async Task<InterfaceAddresses?> FindTaskAddressesAsync(
        ContainerInspection container, ContainerInspection network, CancellationToken cancel) =>
        MayHaveTaskAddress(container, network) ? await tasks.FindAsync(container.Id, cancel) : null;

    private static bool SharesNetwork(ContainerInspection container) =>
        container.NetworkMode.StartsWith(SharedNetworkPrefix, StringComparison.Ordinal);

    // An owner that is started again has another network; what was started before stays in the old one, to which no port leads.
    private static bool HoldsNetworkFor(ContainerInspection dependent, ContainerInspection owner) =>
        owner.Status is EngineContainerStatus.Running or EngineContainerStatus.Paused && owner.StartedAt <= dependent.StartedAt;

    private static ContainerInspection WithoutPublishedPorts(ContainerInspection network) => network with
    {
        NetworkMode = "none",
        Ports = [.. network.Ports.Select(port => port with { Bindings = [] })],
    };

    // A task has its own address only if the engine neither publishes its ports nor puts it on the host's network.
    private static bool MayHaveTaskAddress(ContainerInspection container, ContainerInspection network) =>
        EcsLabels.ReadTask(container.Labels) is not null
        && network.NetworkMode is not "host"
        && network.Ports.All(port => port.Bindings is []);
}
