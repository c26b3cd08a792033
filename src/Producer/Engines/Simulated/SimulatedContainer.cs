using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>What to run on a simulated engine.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Services">The service that it claims on each container port. In a bridge network each port is published.</param>
public sealed record SimulatedRun(string Name, IReadOnlyDictionary<int, string> Services)
{
    public string Image { get; init; } = "simulated";
    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;
    public int StopSignal { get; init; } = Signals.Terminate;
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its network mode: <c>bridge</c>, which publishes its ports, <c>host</c> or <c>container:ID</c>.</summary>
    public string NetworkMode { get; init; } = "bridge";

    /// <summary>The host ports that are named for container ports (<c>-p 8080:80</c>); the engine chooses the others.</summary>
    public IReadOnlyDictionary<int, int> NamedPorts { get; init; } = new Dictionary<int, int>();

    /// <summary>What its engine's own check says of it from the start on; null if it has none.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>The same, with the check of its engine for each port, which says this from the start on.</summary>
    public SimulatedRun Checked(EngineHealth health) => this with
    {
        Health = health,
        Labels = Services.Keys.ToDictionary(port => $"SERVICE_{port}_CHECK", _ => "docker"),
    };

    /// <summary>A container that claims one service on one port.</summary>
    public static SimulatedRun Of(string name, string service, int port = 8080) =>
        new(name, new Dictionary<int, string> { [port] = service });
}

/// <summary>A container on a simulated engine.</summary>
internal sealed record SimulatedContainer(string Id, SimulatedRun Run, EngineContainerStatus Status, DateTimeOffset StartedAt)
{
    public int ExitCode { get; init; }

    /// <summary>What its engine's own check says of it; null if it has none.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>The host port of each published container port; empty while it does not run.</summary>
    public IReadOnlyDictionary<int, int> HostPorts { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether it runs or is paused.</summary>
    public bool IsUp => Status is EngineContainerStatus.Running or EngineContainerStatus.Paused;

    public ContainerInspection Inspect() => new()
    {
        Id = Id,
        Name = Run.Name,
        Image = Run.Image,
        Status = Status,
        StartedAt = StartedAt,
        ExitCode = ExitCode,
        StopSignal = Run.StopSignal,
        Health = Health,
        Environment = [.. Run.Services.Select(service => $"SERVICE_{service.Key}_NAME={service.Value}")],
        Labels = Run.Labels,
        NetworkMode = Run.NetworkMode,
        Ports = [.. Run.Services.Keys.Select(port => new ContainerPort(port, Run.Protocol, FindBindings(port)))],
    };

    private HostBinding[] FindBindings(int port) =>
        HostPorts.TryGetValue(port, out var hostPort)
            ? [new HostBinding("", hostPort) { IsFixed = Run.NamedPorts.ContainsKey(port) }]
            : [];
}
