using Pipeline.Claims;
using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>The machines and containers as they really are.</summary>
internal sealed class Fleet(WorldClock clock, Story story)
{
    private readonly Dictionary<string, ModelContainer> containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Machine> machines = new(StringComparer.Ordinal);

    /// <summary>Below the ports that engines choose; no two containers of a world share one.</summary>
    private int lastNamedPort = 20_000;

    /// <summary>Every machine that ever was; of those with one name the last one lives.</summary>
    public List<Machine> Machines { get; } = [];

    /// <summary>Every container that ever was.</summary>
    public List<ModelContainer> Containers { get; } = [];

    /// <summary>The processes that reach no container.</summary>
    public HashSet<string> CutOff { get; } = [];

    public IEnumerable<Machine> Living => Machines.Where(machine => machine.IsAlive);

    public Machine Add(Machine machine)
    {
        Machines.Add(machine);
        machines[machine.Name] = machine;
        return machine;
    }

    /// <summary>Adds a machine whose name another one has.</summary>
    public Machine AddTwin(Machine machine)
    {
        Machines.Add(machine);
        return machine;
    }

    /// <summary>Gives a machine another name; it keeps its engine and its containers.</summary>
    public void Rename(Machine machine, string name)
    {
        machines.Remove(machine.Name);
        machine.Name = name;
        machines[name] = machine;
        Disturb(machine);
    }

    /// <summary>The machine that has a name now; null if it is gone.</summary>
    public Machine? Find(string name) => machines.GetValueOrDefault(name) is { IsAlive: true } machine ? machine : null;

    /// <summary>The container that has a name now; null if it does not run.</summary>
    public ModelContainer? FindContainer(string name) =>
        containers.GetValueOrDefault(name) is { Inspection: not null } container ? container : null;

    public void Start(Machine machine, ContainerSpec spec)
    {
        if (FindContainer(spec.Name) is not null || machine.EngineIsDown) return;
        var services = spec.Claims.Concat(spec.Nonsense).ToDictionary(claim => claim.Key, claim => claim.Value);
        var labels = new Dictionary<string, string>();
        if (spec.Task is { } task)
        {
            labels["com.amazonaws.ecs.task-arn"] = TaskArn(machine, task);
            labels["com.amazonaws.ecs.cluster"] = "simulated";
            labels["com.amazonaws.ecs.task-definition-family"] = task;
            labels["com.amazonaws.ecs.task-definition-version"] = "1";
            labels["com.amazonaws.ecs.container-name"] = spec.Name;
        }

        if (spec.Owner is { } owner) labels["pipeline.owner"] = owner;
        var named = spec.IsFixed ? services.Keys.ToDictionary(port => port, _ => ++lastNamedPort) : [];
        var id = machine.Change(engine => engine.Run(new SimulatedRun(spec.Name, services)
        {
            Labels = labels,
            NamedPorts = named,
            Protocol = spec.IsUdp ? TransportProtocol.Udp : TransportProtocol.Tcp,
        }));
        var container = new ModelContainer(spec, machine, id) { DisturbedAt = machine.Lie is EngineLie.None ? null : clock.Elapsed };
        containers[spec.Name] = container;
        Containers.Add(container);
        var ports = string.Join(", ", container.Inspection!.Ports.SelectMany(port => port.Bindings).Select(binding => binding.Port));
        story.Tell(machine.Name, $"container {spec} starts as {id[..8]}, ports {ports}");
    }

    /// <summary>Does something to a container that runs.</summary>
    public void Change(string name, string what, Action<ModelContainer, SimulatedEngine> change)
    {
        if (FindContainer(name) is not { } container || container.Machine.EngineIsDown) return;
        story.Tell(container.Machine.Name, $"container {name} {what}");
        container.Machine.Change(engine => change(container, engine));
        container.DisturbedAt = clock.Elapsed;
    }

    /// <summary>The containers of a machine do not answer where they did.</summary>
    public void Disturb(Machine machine)
    {
        foreach (var container in Containers.Where(container => container.Machine == machine)) container.DisturbedAt = clock.Elapsed;
    }

    /// <summary>The container that listens on a port of a machine; null if none does.</summary>
    public ModelContainer? FindListener(string address, int port) => Containers.LastOrDefault(container =>
        container.Machine.IsAlive && container.Machine.Address == address
        && container.Inspection is { Status: EngineContainerStatus.Running or EngineContainerStatus.Paused } inspection
        && inspection.Ports.Any(published => published.Bindings.Any(binding => binding.Port == port)));

    public bool IsAddressAlive(string address) => Living.Any(machine => machine.Address == address);

    /// <summary>Ends every container of a task, or one that belongs to none.</summary>
    public IReadOnlyList<ModelContainer> WithSiblings(ModelContainer container) => container.Spec.Task is { } task
        ? [.. Containers.Where(other => other.Machine == container.Machine && other.Spec.Task == task && other.Inspection is not null)]
        : [container];

    public void Sicken(ModelContainer container, bool isSick)
    {
        container.Sicken(isSick, clock.Elapsed);
        story.Tell(container.Machine.Name, $"container {container.Spec.Name} {(isSick ? "fails its checks" : "passes its checks again")}");
    }

    public static string TaskArn(Machine machine, string task) => $"arn:aws:ecs:eu-central-1:1:task/simulated/{machine.Name}-{task}";
}
