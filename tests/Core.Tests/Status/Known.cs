using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Status;

namespace Pipeline.Core.Tests.Status;

/// <summary>A pipeline of which all is known, and in which all is right.</summary>
internal static class Known
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly LeaderFacts Leader = new(
        "Z1", "box/7", IsHeld: true, Now.AddHours(-1), 3, Now.AddSeconds(-10), null, TimeSpan.FromSeconds(60))
    { IsLocal = false };

    public static readonly ZoneFacts Zone = new() { Id = "Z1", ReadAt = Now, Records = 5 };

    public static readonly ContainerHealth Healthy = new()
    {
        ContainerId = "calc-1-id",
        Name = "calc-1",
        Host = "red",
        State = HealthState.Healthy,
        Since = Now.AddHours(-1),
        Watches = [new Watch(8081, "calc", At(8081), new Check(CheckKind.Http, "/health", Second * 10, Second))],
    };

    public static readonly StatusFacts AllRight = new StatusFacts
    {
        Now = Now,
        Leader = new(Leader, null),
        Zone = new(Zone, null),
        Health = new(new([Healthy], []), null),
    }.With([HostOf("red"), HostOf("blue")], [LeaseOf("red"), LeaseOf("blue")], [Running("calc-1", "red")]);

    public static StatusFacts With(
        this StatusFacts facts, IReadOnlyList<Host> hosts, IReadOnlyList<HostLease> leases, IReadOnlyList<Container>? containers = null) =>
        facts with { Registry = new(new(hosts, leases, containers ?? facts.Registry.Value?.Containers ?? []), null) };

    public static StatusFacts With(this StatusFacts facts, params Container[] containers) =>
        facts.With(facts.Registry.Value!.Hosts, facts.Registry.Value.Leases, containers);

    public static StatusFacts WithEmptied(this StatusFacts facts, params EmptiedName[] names) =>
        facts with { Registry = new(facts.Registry.Value! with { Emptied = names }, null) };

    public static StatusFacts With(this StatusFacts facts, ZoneFacts zone) => facts with { Zone = new(zone, null) };

    public static StatusFacts With(this StatusFacts facts, LeaderFacts leader) => facts with { Leader = new(leader, null) };

    public static StatusFacts With(this StatusFacts facts, params ContainerHealth[] health) =>
        facts with { Health = new(new(health, []), null) };

    public static Host HostOf(string name, HostStatus status = HostStatus.Live) => new()
    {
        Id = Host.StreamOf(name),
        Address = "192.0.2.1",
        Status = status,
        Since = Now.AddMinutes(-5),
    };

    public static HostLease LeaseOf(string name, TimeSpan? silence = null) => new()
    {
        Id = name,
        LastHeard = Now - (silence ?? TimeSpan.FromSeconds(10)),
        Interval = TimeSpan.FromSeconds(30),
        AgentVersion = "1.0.0",
        Lag = TimeSpan.FromSeconds(0.1),
    };

    public static Container Running(string name, string host) => new()
    {
        Id = $"{name}-id",
        Name = name,
        Host = host,
        Status = ContainerStatus.Running,
        Since = Now.AddHours(-1),
        Instances = [InstanceOf("calc")],
    };

    public static Instance InstanceOf(string service) => new(service, 8081, At(32768));

    private static TransportAddress At(int port) => new("192.0.2.1", port, TransportProtocol.Tcp);
}
