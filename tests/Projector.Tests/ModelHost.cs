using Pipeline.Contracts;

namespace Pipeline.Projector.Tests;

/// <summary>States facts as a host's agent would, each with the next stamp.</summary>
internal sealed class ModelHost(string name, string address, long epoch = 1)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long sequence;

    public HostIdentity Identity { get; } = new(name, address);

    /// <summary>A container that claims one service on a published port.</summary>
    public ContainerSnapshot Container(string id, string service, int port, int startedAfterSeconds = 0, ContainerPhase phase = ContainerPhase.Running) =>
        Container(id, startedAfterSeconds, phase, new Endpoint { Service = service, Protocol = TransportProtocol.Tcp, ContainerPort = 8081, HostPort = port, Address = address });

    public static ContainerSnapshot Container(string id, int startedAfterSeconds, ContainerPhase phase, params Endpoint[] endpoints) => new()
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

    public HostReported Reported(params ContainerSnapshot[] containers) => new()
    {
        Host = Identity,
        Stamp = Next(),
        At = Start,
        Interval = TimeSpan.FromSeconds(30),
        Engine = "docker 1",
        Containers = containers,
    };

    public HostLeft Left() => new() { Host = Identity, Stamp = Next(), At = Start, Reason = "shutdown" };

    private Stamp Next() => new(epoch, ++sequence);
}
