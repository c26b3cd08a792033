using Pipeline.Tests.Route53Emulator.Zones;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>Each SRV value that names a machine leads to an address. What strangers write names none.</summary>
internal sealed class A_service_points_to_its_hosts : IStepOracle
{
    private int judged = -1;

    public string Sentence => "a service points only to addresses that are in the zone";

    public IEnumerable<string> Check(World world)
    {
        if (judged == world.Zone.Version) return [];
        judged = world.Zone.Version;
        var machines = world.Fleet.Machines.Select(machine => $"{machine.Name}.{World.Domain}").ToHashSet();
        return
            from record in world.Zone.Records
            where record.Id.Type is "SRV"
            from value in record.Values
            let target = value.Split(' ')[^1].TrimEnd('.')
            where machines.Contains(target) && !world.Zone.Zone.Records.ContainsKey(new RecordId(target, "A"))
            select $"{record.Id.Name} '{value}' points to no address";
    }
}
