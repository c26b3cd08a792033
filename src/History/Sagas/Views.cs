namespace Pipeline.History.Sagas;

/// <summary>One container's saga.</summary>
/// <param name="Cause">Why it is in its state.</param>
/// <param name="LastFailure">The last failed check; null while it passes.</param>
public sealed record SagaView(
    string ContainerId, string ContainerName, string Host, IReadOnlyList<string> Services, string State, DateTimeOffset Since, string Cause,
    string? LastFailure, string? TaskArn);

/// <summary>One container's saga in full.</summary>
/// <param name="Ports">How each port is checked, and its last results.</param>
/// <param name="Ways">The state diagram.</param>
/// <param name="Timeline">Its events, the oldest first.</param>
public sealed record SagaStory(SagaView Saga, IReadOnlyList<PortView> Ports, IReadOnlyList<StateView> Ways, IReadOnlyList<MomentView> Timeline);

/// <summary>One checked port.</summary>
/// <param name="Flaw">What is wrong with the check as configured; null where nothing is.</param>
public sealed record PortView(
    int Port, string Service, string Address, string? Check, string? Interval, int Failures, int Successes, string? Last, string? Flaw);

/// <summary>One state of the diagram.</summary>
/// <param name="Present">Whether the saga is in it.</param>
/// <param name="Ways">What leads out of it: <c>Failed → Suspect</c>.</param>
public sealed record StateView(string State, bool Present, IReadOnlyList<string> Ways);

/// <summary>One event.</summary>
/// <param name="Kind">Its type: <c>StateChanged</c>, <c>ProbeHeard</c>.</param>
/// <param name="What">The event for people.</param>
/// <param name="Trace">The trace that it was recorded under (W3C trace id); null where none was kept.</param>
public sealed record MomentView(DateTimeOffset At, string Kind, string What, string? Trace = null);
