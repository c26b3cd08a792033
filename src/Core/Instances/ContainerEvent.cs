using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>An event of one container, in the container's stream; kept until the container has been gone for the retention.</summary>
/// <param name="At">The time by the clock of the projector.</param>
public abstract record ContainerEvent(DateTimeOffset At);

/// <summary>An event that a fact of the container's host caused; the stamp of the fact orders it.</summary>
public abstract record StatedEvent(string Host, Stamp Stamp, DateTimeOffset At) : ContainerEvent(At);

/// <summary>A run began: the first one, one after a restart, or one on another host.</summary>
public sealed record RunBegan(
    string Host, Stamp Stamp, DateTimeOffset StartedAt, string Name, string Image, EcsTask? Task, DateTimeOffset At)
    : StatedEvent(Host, Stamp, At)
{
    /// <summary>The crashes before it; null if there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashCount? Crashes { get; init; }

    /// <summary>The value of its owner label; null if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }
}

/// <summary>The run continues after a pause, after a stop that it survived, or because its host is back.</summary>
public sealed record RunResumed(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The container was told to stop. <paramref name="Signal"/> is null if a full report said so.</summary>
public sealed record RunDraining(string Host, Stamp Stamp, int? Signal, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The engine paused the container.</summary>
public sealed record RunPaused(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The run is over. Also recorded for an unknown container whose stop arrived before its start.</summary>
public sealed record RunEnded(string Host, Stamp Stamp, RunEnd End, int? ExitCode, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>
/// A newer fact changed nothing, or only the members below; recorded so that older facts that arrive later are ignored.
/// </summary>
public sealed record RunConfirmed(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At)
{
    /// <summary>The container's new name; null if it is unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The crashes before the run, held back no longer, or again; null if that is unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashCount? Crashes { get; init; }

    /// <summary>The value of its owner label, which its agent did not report before; null if it is unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }

    /// <summary>Whether anything changed.</summary>
    [JsonIgnore]
    public bool IsChange => Name is not null || Crashes is not null || Owner is not null;
}

/// <summary>The host was lost or left, so the state of the run is not known any more.</summary>
public sealed record RunOrphaned(string Reason, DateTimeOffset At) : ContainerEvent(At);

/// <summary>Another host reports the container too and is not believed.</summary>
/// <param name="Reason">Why, as text for people.</param>
public sealed record RunDoubted(string Reason, DateTimeOffset At) : ContainerEvent(At);

/// <summary>No other host reports the container any more: the one that did lists it no longer, is silent, or has left.</summary>
public sealed record RunDoubtEnded(DateTimeOffset At) : ContainerEvent(At);

/// <summary>The instance is in the set that DNS answers with.</summary>
public sealed record InstanceRegistered(Instance Instance, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The instance is no longer in that set.</summary>
/// <param name="Detail">More than the reason says, as text for people; null for nothing.</param>
public sealed record InstanceWithdrawn(Instance Instance, WithdrawalReason Reason, string? Detail, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The instance is claimed but not registered because of the container's health, or of its crashes.</summary>
/// <param name="Reason">The reason, as text for people.</param>
public sealed record InstanceWithheld(Instance Instance, string Reason, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The registry took in a verdict on the container's health.</summary>
public sealed record VerdictPassed(Fitness Fitness, DateTimeOffset At) : ContainerEvent(At);

/// <summary>A claim cannot be registered; the container's other claims are not affected.</summary>
public sealed record ClaimRefused(Refusal Refusal, DateTimeOffset At) : ContainerEvent(At);

/// <summary>What only looks like a claim, or the parts of claims that cannot be used, changed. No name depends on it.</summary>
/// <param name="Flaws">All of them; empty for none any more.</param>
public sealed record ClaimFlawsFound(ImmutableList<ClaimFlaw> Flaws, DateTimeOffset At) : ContainerEvent(At);

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>The main process ended.</summary>
    Exited,

    /// <summary>The engine no longer knows the container.</summary>
    Removed,

    /// <summary>The host's full report does not list the container.</summary>
    Absent,
}

/// <summary>Why an instance was withdrawn.</summary>
public enum WithdrawalReason
{
    /// <summary>The container was told to stop.</summary>
    Stopping,
    Stopped,
    Paused,

    /// <summary>The container is missing from its host's full report.</summary>
    Absent,

    /// <summary>A new run of the container began.</summary>
    Restarted,

    /// <summary>Another host reports the container now.</summary>
    Moved,

    /// <summary>The claim or its published port changed.</summary>
    EndpointChanged,

    /// <summary>A container that started later holds the same address and port.</summary>
    PortReused,

    /// <summary>The health saga ejected the container.</summary>
    Condemned,
    HostLost,
    HostLeft,

    /// <summary>Its name belongs to another owner now.</summary>
    NotOwner,

    /// <summary>The end of its host is announced, and others answer for its name.</summary>
    HostEnding,
}
