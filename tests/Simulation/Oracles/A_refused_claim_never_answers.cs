using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// A claim that cannot be registered is never in DNS, not for a moment: neither because its name is none, nor because the name belongs to
/// another.
/// </summary>
internal sealed class A_refused_claim_never_answers : IStepOracle
{
    /// <summary>A container that starts again may get a good claim's port for a bad one, while the zone still has its last run.</summary>
    private readonly HashSet<(string Name, string Value)> onceTrue = [];

    private int judged = -1;

    public string Sentence => "a name never answers with an instance that may not have it";

    public IEnumerable<string> Check(World world)
    {
        if (judged == world.Zone.Version) return [];
        judged = world.Zone.Version;
        onceTrue.UnionWith(
            from instance in Truth.Instances(world)
            from name in (string[])[instance.Service, $"_{instance.Service}._tcp", $"_{instance.Service}._udp"]
            select ($"{name}.{World.Domain}", instance.Value));
        var refused = (
            from container in world.Fleet.Containers
            where container.Inspection is not null
            from claim in container.Spec.Nonsense
            from port in container.Inspection!.Ports.Where(port => port.Number == claim.Key)
            from binding in port.Bindings
            select (Name: $"{claim.Value}.{World.Domain}", Value: $"1 1 {binding.Port} {container.Machine.Name}.{World.Domain}."))
            .ToHashSet();
        return
            from record in world.Zone.Records
            where record.Id.Type is "SRV"
            from value in record.Values
            where refused.Contains((record.Id.Name, value)) && !onceTrue.Contains((record.Id.Name, value))
            select $"{record.Id.Name} answers with '{value}', which may not have the name";
    }
}
