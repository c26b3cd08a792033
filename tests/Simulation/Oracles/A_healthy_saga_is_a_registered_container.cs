using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class A_healthy_saga_is_a_registered_container : IFinalOracle
{
    public string Sentence => "a healthy saga is a registered container";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var present = (await world.Store.Registry.Documents.ReadPresentContainersAsync(CancellationToken.None))
            .ToDictionary(container => container.Id);
        return
        [
            .. from health in await world.Store.Sagas.Recorded.LiveAsync(CancellationToken.None)
               where health.State is HealthState.Healthy
               let container = present.GetValueOrDefault(health.ContainerId)
               let registered = container?.Instances.Select(instance => instance.ContainerPort).Concat(PortsOfOthersNames(container))
                   .ToHashSet() ?? []
               let missing = health.Watches.Where(watch => !registered.Contains(watch.Port)).ToArray()
               where container?.Status is not ContainerStatus.Running || missing.Length > 0
               select $"{health.Name} on {health.Host} is healthy, and "
                   + (container is null
                       ? "the registry has it not"
                       : $"{missing.Length} of its ports are not registered ({container.Status})"),
        ];
    }

    /// <summary>A port is checked whoever owns the name that is claimed for it.</summary>
    private static IEnumerable<int> PortsOfOthersNames(Container container) =>
        container.Refusals.Where(refusal => refusal.Reason is RefusalReason.NotOwner).Select(refusal => refusal.Claim.ContainerPort);
}
