using Pipeline.Contracts;
using Pipeline.Producer.Claims;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Inspects one container, with everything that its claims depend on: the owner of its network, and the address of its task.
/// </summary>
internal sealed class ContainerInspector(IEngine engine, ITaskAddressReader tasks, string hostAddress)
{
    private const string SharedNetworkPrefix = "container:";

    /// <summary>
    /// How many network owners are followed. Docker allows a container to share the network of one that shares another's.
    /// </summary>
    private const int MaxNetworkOwners = 4;

    public async Task<Observation> InspectAsync(string containerId, CancellationToken cancel) =>
        await engine.InspectAsync(containerId, cancel) switch
        {
            null => new Observation.Absent(containerId, StopCause.Removed, ExitCode: null),
            var container when !ClaimReader.HasClaims(container) => new Observation.WithoutClaims(containerId),
            { Status: EngineContainerStatus.Running or EngineContainerStatus.Paused } container => await ReadClaimsAsync(container, cancel),
            var container => new Observation.Absent(containerId, StopCause.Exited, container.ExitCode),
        };

    private async Task<Observation> ReadClaimsAsync(ContainerInspection container, CancellationToken cancel)
    {
        var network = await FindNetworkOwnerAsync(container, cancel);
        var reachability = new Reachability(hostAddress, network, await FindTaskAddressAsync(container, network, cancel));
        return new Observation.Present(ClaimReader.ReadSnapshot(container, reachability)!, container.StopSignal);
    }

    private async Task<ContainerInspection> FindNetworkOwnerAsync(ContainerInspection container, CancellationToken cancel)
    {
        for (var hop = 0; hop < MaxNetworkOwners && SharesNetwork(container); hop++)
        {
            if (await engine.InspectAsync(container.NetworkMode[SharedNetworkPrefix.Length..], cancel) is not { } owner) break;
            container = owner;
        }

        return container;
    }

    private async Task<string?> FindTaskAddressAsync(
        ContainerInspection container, ContainerInspection network, CancellationToken cancel) =>
        MayHaveTaskAddress(container, network) ? await tasks.FindAsync(container.Id, cancel) : null;

    private static bool SharesNetwork(ContainerInspection container) =>
        container.NetworkMode.StartsWith(SharedNetworkPrefix, StringComparison.Ordinal);

    // A task has its own address only if the engine neither publishes its ports nor puts it on the host's network.
    private static bool MayHaveTaskAddress(ContainerInspection container, ContainerInspection network) =>
        EcsLabels.ReadTask(container.Labels) is not null
        && network.NetworkMode is not "host"
        && network.Ports.All(port => port.Bindings is []);
}
