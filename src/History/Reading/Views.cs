using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Core.Instances;

namespace Pipeline.History.Reading;

/// <summary>A service with at least one instance, with one that is held back, or that lost its last one lately.</summary>
public sealed record ServiceView(string Name, string DnsName, int Instances, int Hosts, DateTimeOffset Since)
{
    /// <summary>How many of its instances are of a container that is doubted.</summary>
    public int Doubted { get; init; }

    /// <summary>How many addresses its name has, for programs that ask for no ports.</summary>
    public int Addresses { get; init; }

    /// <summary>Why its name has none, as a stored word; null if it has one.</summary>
    public string? NoAddress { get; init; }

    /// <summary>The load balancer through which its tasks are reached; null if its name leads to containers themselves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Balancer { get; init; }

    /// <summary>The protocol names beside its name, which lead to its instances of that protocol.</summary>
    public IReadOnlyList<string> ProtocolNames { get; init; } = [];

    /// <summary>How many of its registered instances the zone holds; null if that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? InDns { get; init; }

    /// <summary>Why the zone was not read, so that what it holds is believed to be what the ledger says; null if it was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Believed { get; init; }

    /// <summary>How many of its containers are checked; null if that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Checked { get; init; }

    /// <summary>How many of them pass their checks; null if that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Healthy { get; init; }

    /// <summary>How many of its instances are held back from DNS, by their states as stored words; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? HeldBackBy { get; init; }

    /// <summary>How it lost its last instance; null while it has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmptiedView? Emptied { get; init; }
}

/// <summary>How a service lost its last instance.</summary>
/// <param name="Container">The name of the last container.</param>
/// <param name="Reason">Why it was deregistered, as a stored word.</param>
public sealed record EmptiedView(DateTimeOffset At, string Container, string Reason);

/// <summary>One instance, registered or withheld.</summary>
public record InstanceView(
    string Service, string ContainerId, string ContainerName, string Image, string Host, string Address, int Port, string Protocol,
    string Status, DateTimeOffset Since, string? TaskArn)
{
    /// <summary>Why another host's word about its container is not believed; null if no other host reports it.</summary>
    public string? Doubt { get; init; }

    /// <summary>The crashes of its container before the current run; null if there was none.</summary>
    public CrashView? Crashes { get; init; }

    /// <summary>The IPv6 address that leads to the same port, where the other address is IPv4; null for none.</summary>
    public string? Address6 { get; init; }

    /// <summary>The priority of its SRV record.</summary>
    public int Priority { get; init; } = ClaimDetails.Usual;

    /// <summary>The weight of its SRV record.</summary>
    public int Weight { get; init; } = ClaimDetails.Usual;

    /// <summary>What it is tagged with, sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its attributes by their names, sorted.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>How often a container ended by itself in a row.</summary>
/// <param name="ExitCode">The exit code of the last time; null if it is not known.</param>
public sealed record CrashView(int Count, int? ExitCode)
{
    /// <summary>For people: <c>3 crashes, exit code 1</c>.</summary>
    public override string ToString() =>
        $"{Count} {(Count == 1 ? "crash" : "crashes")}{(ExitCode is { } code ? $", exit code {code}" : "")}";
}

/// <summary>A refused claim; or a variable that only looks like one, or whose value cannot be used.</summary>
/// <param name="Claim">The name that is claimed, or that of the variable.</param>
/// <param name="ContainerPort">The port that it is about; 0 if a variable states none.</param>
public sealed record RefusalView(
    string Claim, int ContainerPort, string ContainerId, string ContainerName, string Host, string Reason, DateTimeOffset At);

/// <summary>A host with its lease.</summary>
public sealed record HostView(
    string Name, string Address, string Engine, string Status, int Containers, int Instances, DateTimeOffset LastHeard, string? Reason)
{
    /// <summary>Why something that is heard of it is not believed; null if everything is.</summary>
    public string? Doubt { get; init; }

    /// <summary>Who announced its end, which has not come yet; null if nobody did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ending { get; init; }

    /// <summary>The version of its agent; null if it does not say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentVersion { get; init; }

    /// <summary>
    /// How far its clock is ahead, in seconds; below zero, how long its newest report was on its way, or how far it is behind. Null if it
    /// was not measured.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ClockAhead { get; init; }

    /// <summary>Whose reports about it are believed; null if nobody's were yet, or if it was forgotten.</summary>
    public SpeakerView? Speaker { get; init; }

    /// <summary>Who else reports about it, and is not believed.</summary>
    public IReadOnlyList<RivalView> Rivals { get; init; } = [];
}

/// <summary>The start of an agent whose reports about a host are believed.</summary>
/// <param name="Since">When it was first believed.</param>
public sealed record SpeakerView(string Incarnation, string Address, DateTimeOffset Since);

/// <summary>The start of an agent that reports about a host and is not believed.</summary>
public sealed record RivalView(string Incarnation, string Address, DateTimeOffset LastHeard);

/// <summary>The whole registry at one moment.</summary>
public sealed record RegistryView(
    IReadOnlyList<ServiceView> Services,
    IReadOnlyList<InstanceView> Instances,
    IReadOnlyList<RefusalView> Refusals,
    IReadOnlyList<HostView> Hosts)
{
    public static readonly RegistryView Empty = new([], [], [], []);
}
