using System.Net;
using System.Net.Sockets;

namespace Pipeline.Producer;

/// <summary>What an agent can be told.</summary>
public sealed record AgentSettings
{
    /// <summary>The host's name as others see it; null takes the engine's own. Made a DNS label either way.</summary>
    public string? HostName { get; init; }

    /// <summary>What the log calls the engine for as long as it has not told its host's name, such as its endpoint.</summary>
    public string EngineName { get; init; } = "engine";

    /// <summary>Put behind the name, where several engines share a machine: <c>-2</c>.</summary>
    public string HostNameSuffix { get; init; } = "";

    /// <summary>The IPv4 address at which other machines reach the ports that the host publishes.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>How often the whole host is looked at and reported.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a container that was asked to stop counts as stopping; one that still runs then counts as running again.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many containers' facts may wait for the bus.</summary>
    public int OutboxCapacity { get; init; } = 10_000;

    /// <summary>Whether the host takes its leave when the agent is shut down, so that everything on it is withdrawn at once.</summary>
    public bool LeaveOnShutdown { get; init; }

    /// <summary>Where the host's ECS agent answers, usually <c>http://localhost:51678</c>; null outside ECS.</summary>
    public Uri? EcsIntrospection { get; init; }

    /// <summary>What is wrong with the settings, one line each; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Unless(HostName is null || HostNaming.Label(HostName) is not "", $"HostName: '{HostName}' holds no letter or digit to make a DNS label of"),
        .. Unless(HostNameSuffix is "" || HostNaming.Label("a" + HostNameSuffix) == "a" + HostNameSuffix, $"HostNameSuffix: '{HostNameSuffix}' cannot end a DNS label"),
        .. Unless(IPAddress.TryParse(Address, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == Address, $"Address: '{Address}' is no IPv4 address"),
        .. Unless(ReportInterval >= TimeSpan.FromSeconds(1), $"ReportInterval: {ReportInterval} is shorter than a second"),
        .. Unless(DrainLimit > TimeSpan.Zero, $"DrainLimit: {DrainLimit} is no time at all"),
        .. Unless(OutboxCapacity > 0, $"OutboxCapacity: {OutboxCapacity} leaves no room for a single fact"),
        .. Unless(EcsIntrospection is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, $"EcsIntrospection: '{EcsIntrospection}' is no http address"),
    ];

    private static IEnumerable<string> Unless(bool good, string problem) => good ? [] : [problem];
}
