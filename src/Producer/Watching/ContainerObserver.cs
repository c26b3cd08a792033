using Pipeline.Contracts;
using Pipeline.Producer.Claims;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;

namespace Pipeline.Producer.Watching;

/// <summary>Looks at one container and tells what it is now. Inspection is the truth; what led to it was a hint.</summary>
internal sealed class ContainerObserver(IEngine engine, ITaskAddresses tasks, string hostAddress)
{
    private const string SharedNetwork = "container:";

    /// <summary>How many containers may stand between one and the networking that it shares; Docker lets them be chained.</summary>
    private const int LongestChain = 4;

    public async Task<Observation> ObserveAsync(string containerId, CancellationToken cancel) =>
        await engine.InspectAsync(containerId, cancel) switch
        {
            null => new Observation.Absent(containerId, StopCause.Removed, ExitCode: null),
            var container when !ContainerClaims.Any(container) => new Observation.Irrelevant(containerId),
            { Status: ContainerStatus.Running or ContainerStatus.Paused } container => await ReadAsync(container, cancel),
            var container => new Observation.Absent(containerId, StopCause.Exited, container.ExitCode),
        };

    private async Task<Observation> ReadAsync(ContainerInspection container, CancellationToken cancel)
    {
        var network = await FindNetworkAsync(container, cancel);
        var reach = new Reachability(hostAddress, network, await FindTaskAddressAsync(container, network, cancel));
        return new Observation.Present(ContainerClaims.Read(container, reach)!, container.StopSignal);
    }

    private async Task<ContainerInspection> FindNetworkAsync(ContainerInspection container, CancellationToken cancel)
    {
        for (var hop = 0; hop < LongestChain && container.NetworkMode.StartsWith(SharedNetwork, StringComparison.Ordinal); hop++)
        {
            if (await engine.InspectAsync(container.NetworkMode[SharedNetwork.Length..], cancel) is not { } owner) break;
            container = owner;
        }

        return container;
    }

    /// <summary>Only a task's container that the engine neither publishes nor puts on the host's network can have an address of its own.</summary>
    private async Task<string?> FindTaskAddressAsync(ContainerInspection container, ContainerInspection network, CancellationToken cancel) =>
        EcsLabels.Read(container.Labels) is not null && network.NetworkMode is not "host" && network.Ports.All(port => port.Bindings is [])
            ? await tasks.FindAsync(container.Id, cancel)
            : null;
}
