namespace Pipeline.Core.Hosts;

/// <summary>The start of an agent whose facts about a host are believed.</summary>
/// <param name="Name">Its incarnation (<see cref="Contracts.Stamp.Speaker"/>).</param>
/// <param name="Epoch">
/// Its epoch, but at most the time of receipt of its first fact: a clock that is ahead does not outlast its agent.
/// </param>
/// <param name="Address">The host's address, as it reports it.</param>
/// <param name="Since">When it was first believed, by the clock of the receiver.</param>
public sealed record Speaker(string Name, long Epoch, string Address, DateTimeOffset Since);

/// <summary>The start of an agent that was believed before another one.</summary>
/// <param name="Sequence">The sequence of its newest fact by then.</param>
public sealed record FormerSpeaker(string Name, long Sequence);

/// <summary>The start of an agent that reports for a host and is not believed.</summary>
/// <param name="Sequence">The sequence of the report at <paramref name="Since"/>.</param>
/// <param name="Since">When the report arrived from which its next one is measured, by the clock of the receiver.</param>
/// <param name="Newest">The sequence of its newest report.</param>
/// <param name="LastHeard">When that report arrived.</param>
public sealed record Rival(string Name, string Address, long Sequence, DateTimeOffset Since, long Newest, DateTimeOffset LastHeard);

/// <summary>What is heard of a host but not believed.</summary>
/// <param name="Reason">Why, as text for people.</param>
/// <param name="LastHeard">When it was last heard, by the clock of the receiver.</param>
/// <param name="IsConflict">Whether two speak for the host at once.</param>
public sealed record Doubt(string Reason, DateTimeOffset LastHeard, bool IsConflict = false);
