using Pipeline.History.Reading;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class Nobody_is_deaf_while_it_reports : IFinalOracle
{
    public string Sentence => "nobody is deaf while it reports";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var hosts = (await new RegistryReader(world.Store.Registry.Documents, World.Domain).HostsAsync(CancellationToken.None))
            .ToDictionary(host => host.Name);
        return
        [
            .. from machine in world.Fleet.Living
               let shown = hosts.GetValueOrDefault(machine.Name)
               where shown is not { Status: "live" } || shown.Address != machine.Address
               select $"{machine} reports, and is shown as {(shown is null ? "unknown" : $"{shown.Status} at {shown.Address}")}",
            .. from host in hosts.Values
               where host.Status is "live" && world.Fleet.Find(host.Name) is null
               select $"{host.Name} is gone, and is shown as live",
        ];
    }
}
