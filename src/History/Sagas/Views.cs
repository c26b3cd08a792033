namespace Pipeline.History.Sagas;

/// <summary>One container's saga.</summary>
/// <param name="Cause">Why it stands where it stands.</param>
/// <param name="LastFailure">What was found wrong last; null while it passes.</param>
public sealed record SagaView(
    string ContainerId, string ContainerName, string Host, IReadOnlyList<string> Services, string State, DateTimeOffset Since, string Cause,
    string? LastFailure, string? TaskArn);

/// <summary>One container's saga in full.</summary>
/// <param name="Ports">How each port is checked and how it did.</param>
/// <param name="Ways">The state diagram: what leads from where to where.</param>
/// <param name="Timeline">What happened, the oldest first.</param>
public sealed record SagaStory(SagaView Saga, IReadOnlyList<PortView> Ports, IReadOnlyList<StateView> Ways, IReadOnlyList<MomentView> Timeline);

/// <summary>One port that is looked after.</summary>
/// <param name="Flaw">What is wrong with the check that was asked for; null where nothing is.</param>
public sealed record PortView(int Port, string Service, string Address, string? Check, string? Interval, int Failures, int Successes, string? Last, string? Flaw);

/// <summary>One state of the diagram.</summary>
/// <param name="Present">Whether the saga stands here.</param>
/// <param name="Ways">What leads out of it: <c>Failed → Suspect</c>.</param>
public sealed record StateView(string State, bool Present, IReadOnlyList<string> Ways);

/// <summary>One thing that happened.</summary>
/// <param name="Kind">Its kind: <c>StateChanged</c>, <c>ProbeHeard</c>.</param>
/// <param name="What">The same for people.</param>
/// <param name="Trace">The trace that it was recorded under (W3C trace id); null where none was kept.</param>
public sealed record MomentView(DateTimeOffset At, string Kind, string What, string? Trace = null);
