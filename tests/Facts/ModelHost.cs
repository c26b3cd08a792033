using Pipeline.Contracts;

namespace Pipeline.Tests.Facts;

/// <summary>States facts as a host's agent would, each with the next stamp.</summary>
public sealed class ModelHost(string name, string address, long epoch = 1)
{
    /// <summary>When every model container starts, unless it is said otherwise.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long sequence;

    public HostIdentity Identity { get; } = new(name, address);

    /// <summary>The stamp of what it stated last.</summary>
    public Stamp Stamp => new(epoch, sequence);

    /// <summary>The same host after its agent started anew, at the same address or another.</summary>
    public ModelHost Restarted(string? at = null) => new(name, at ?? address, epoch + 1);

    /// <summary>A claim to a service name on a port that the host publishes, or that nobody does.</summary>
    public Endpoint Claim(
        string service, int? hostPort, int containerPort = 8081, TransportProtocol protocol = TransportProtocol.Tcp) => new()
        {
            Service = service,
            Protocol = protocol,
            ContainerPort = containerPort,
            HostPort = hostPort,
            Address = hostPort is null ? null : address,
        };

    /// <summary>A container that claims one service on a published port.</summary>
    public ContainerSnapshot Container(
        string id, string service, int port, int startedAfterSeconds = 0, ContainerPhase phase = ContainerPhase.Running) =>
        Container(id, startedAfterSeconds, phase, Claim(service, port));

    public static ContainerSnapshot Container(string id, params Endpoint[] endpoints) =>
        Container(id, 0, ContainerPhase.Running, endpoints);

    public static ContainerSnapshot Container(
        string id, int startedAfterSeconds, ContainerPhase phase, params Endpoint[] endpoints) => new()
        {
            Id = id,
            Name = $"name-of-{id}",
            Image = "calc:1",
            StartedAt = Start.AddSeconds(startedAfterSeconds),
            Phase = phase,
            Endpoints = endpoints,
        };

    public ContainerStarted Started(ContainerSnapshot container) =>
        new() { Host = Identity, Stamp = Next(), At = Start, Container = container };

    public ContainerStopping Stopping(string id) => new() { Host = Identity, Stamp = Next(), At = Start, ContainerId = id, Signal = 15 };

    public ContainerPaused Paused(string id) => new() { Host = Identity, Stamp = Next(), At = Start, ContainerId = id };

    public ContainerStopped Stopped(string id) =>
        new() { Host = Identity, Stamp = Next(), At = Start, ContainerId = id, Cause = StopCause.Exited, ExitCode = 0 };

    public ContainerStopped Removed(string id) =>
        new() { Host = Identity, Stamp = Next(), At = Start, ContainerId = id, Cause = StopCause.Removed };

    public HostReported Reported(params ContainerSnapshot[] containers) => new()
    {
        Host = Identity,
        Stamp = Next(),
        At = Start,
        Interval = TimeSpan.FromSeconds(30),
        Engine = "docker 1",
        Containers = containers,
    };

    /// <summary>A report that the host's end is announced.</summary>
    public HostReported Ending(bool early, params ContainerSnapshot[] containers) =>
        Reported(containers) with { Ending = new HostEnding(early ? "spot interruption" : "terminated by its group", early) };

    public HostLeft Left() => new() { Host = Identity, Stamp = Next(), At = Start, Reason = "shutdown" };

    /// <summary>A verdict on the run of a container that began so many seconds after the first.</summary>
    public ContainerCondemned Condemned(string id, long sequence, int startedAfterSeconds = 0) => new()
    {
        ContainerId = id,
        Run = Start.AddSeconds(startedAfterSeconds),
        Sequence = sequence,
        Host = name,
        Reason = "it fails",
        At = Start,
    };

    /// <inheritdoc cref="Condemned"/>
    public ContainerReinstated Reinstated(string id, long sequence, int startedAfterSeconds = 0) => new()
    {
        ContainerId = id,
        Run = Start.AddSeconds(startedAfterSeconds),
        Sequence = sequence,
        Host = name,
        Reason = "it passes",
        At = Start,
    };

    private Stamp Next() => new(epoch, ++sequence);
}
