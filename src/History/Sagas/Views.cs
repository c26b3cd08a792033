using System.Text.Json.Serialization;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Core.Pacing;

namespace Pipeline.History.Sagas;

/// <summary>One container's saga.</summary>
/// <param name="Cause">Why it is in this state.</param>
/// <param name="LastFailure">The last failed check; null while its checks pass.</param>
public sealed record SagaView(
    string ContainerId, string ContainerName, string Host, IReadOnlyList<string> Services, string State, DateTimeOffset Since, string Cause,
    string? LastFailure, string? TaskArn)
{
    /// <summary>Whether any of its ports is checked; without a check it counts as healthy. Not in JSON.</summary>
    [JsonIgnore]
    public bool IsChecked { get; init; } = true;
}

/// <summary>One container's saga in full.</summary>
/// <param name="Ports">Each port, how it is checked, and the last results.</param>
/// <param name="Ways">The state diagram: the transitions from each state.</param>
/// <param name="Timeline">Its events, the oldest first.</param>
public sealed record SagaStory(
    SagaView Saga, IReadOnlyList<PortView> Ports, IReadOnlyList<StateView> Ways, IReadOnlyList<MomentView> Timeline);

/// <summary>One checked port.</summary>
/// <param name="Flaw">What is wrong with the configured check; null when it is valid.</param>
public sealed record PortView(
    int Port, string Service, string Address, string? Check, string? Interval, int Failures, int Successes, string? Last, string? Flaw)
{
    /// <summary>The check in words, <c>http:/health every 10s</c>; null if there is none.</summary>
    [JsonIgnore]
    public string? CheckInWords =>
        Interval is { } text && Durations.Parse(text) is { } interval ? $"{Check} every {Durations.Format(interval)}" : Check;
}

/// <summary>A check that goes over the network, of one container's port.</summary>
/// <param name="Service">The service that the port serves.</param>
/// <param name="At">Where the port is reached.</param>
/// <param name="Check">How it is checked.</param>
public sealed record CheckView(SagaView Saga, string Service, TransportAddress At, Check Check);

/// <summary>One state of the diagram.</summary>
/// <param name="Present">Whether the saga is in this state.</param>
/// <param name="Ways">The transitions from it, in stored words: <c>Failed → Suspect</c>.</param>
public sealed record StateView(string State, bool Present, IReadOnlyList<string> Ways);

/// <summary>One event of the saga.</summary>
/// <param name="Kind">The event's type: <c>StateChanged</c>, <c>ProbeHeard</c>.</param>
/// <param name="What">The event in words.</param>
/// <param name="Trace">The trace under which it was recorded (W3C trace id); null if none was stored.</param>
/// <param name="Transition">The change of state; null for every other event. Not in JSON.</param>
public sealed record MomentView(
    DateTimeOffset At, string Kind, string What, string? Trace = null, [property: JsonIgnore] HealthTransition? Transition = null);

/// <summary>A transition from one state to another.</summary>
public sealed record HealthTransition(HealthState From, HealthState To);
