using Pipeline.Claims;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>What must be, computed from the machines and containers of the world alone.</summary>
internal static class Truth
{
    /// <summary>The valid claims of containers that clients can use.</summary>
    public static IEnumerable<TrueInstance> Instances(World world) =>
        world.Fleet.Containers.SelectMany(InstancesOf);

    /// <summary>The valid claims of one container; none if clients cannot use it.</summary>
    public static IEnumerable<TrueInstance> InstancesOf(ModelContainer container) =>
        from inspection in container is { Serves: true, Inspection: { } up } ? [up] : Array.Empty<ContainerInspection>()
        from claim in container.Spec.Claims
        let port = inspection.Ports.Single(port => port.Number == claim.Key)
        from binding in port.Bindings
        select new TrueInstance(claim.Value, container, binding.Port);

    /// <summary>The records that the zone must have, by name and type.</summary>
    public static SortedDictionary<string, SortedSet<string>> Records(World world)
    {
        var records = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var hosts = world.Fleet.Living.Select(machine => machine.Name).ToHashSet();
        foreach (var machine in world.Fleet.Living) Add($"{machine.Name}.{World.Domain} A", machine.Address);
        var instances = Instances(world).ToList();
        var claimed = instances.Select(instance => instance.Service).ToHashSet();
        foreach (var instance in instances)
        {
            Add($"{instance.Service}.{World.Domain} SRV", instance.Value);
            if (instance.ProtocolName is { } name && !claimed.Contains(name)) Add($"{name}.{World.Domain} SRV", instance.Value);
            if (instance.Address is { } address && !hosts.Contains(instance.Service)) Add($"{instance.Service}.{World.Domain} A", address);
        }

        return records;

        void Add(string key, string value)
        {
            if (!records.TryGetValue(key, out var values)) records[key] = values = new SortedSet<string>(StringComparer.Ordinal);
            values.Add(value);
        }
    }
}

/// <summary>One answer that is true.</summary>
internal sealed record TrueInstance(string Service, ModelContainer Container, int Port)
{
    /// <summary>As its service's own address record has it; null where the engine chose its port, or the name is no host name.</summary>
    public string? Address => Container.Spec.IsFixed && !Service.StartsWith('_') ? Container.Machine.Address : null;

    /// <summary>The protocol name beside its plain name, where nobody claims it; null if it claims one itself.</summary>
    public string? ProtocolName => Service.StartsWith('_') ? null : $"_{Service}.{(Container.Spec.IsUdp ? "_udp" : "_tcp")}";

    /// <summary>The absolute names at which it may be found.</summary>
    public IEnumerable<string> Names => new[] { Service, ProtocolName }.OfType<string>().Select(name => $"{name}.{World.Domain}");

    /// <summary>As an SRV record has it.</summary>
    public string Value => $"1 1 {Port} {Container.Machine.Name}.{World.Domain}.";
}
