using Pipeline.History.Reading;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>Once one agent alone speaks for each host and each container, nothing is shown as doubted, nor a host that never was.</summary>
internal sealed class Nobody_is_doubted_for_ever : IFinalOracle
{
    public string Sentence => "a doubt ends with its reason";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var shown = await new RegistryReader(world.Store.Registry.Documents, World.Domain).AllAsync(CancellationToken.None);
        return
        [
            .. shown.Hosts.Where(host => host.Doubt is not null).Select(host => $"host {host.Name} is doubted: {host.Doubt}"),
            .. shown.Instances.Where(instance => instance.Doubt is not null)
                .Select(instance => $"container {instance.ContainerName} is doubted: {instance.Doubt}"),
            .. shown.Hosts.Where(host => host.Address is "").Select(host => $"host {host.Name} is listed, and was never believed"),
        ];
    }
}
