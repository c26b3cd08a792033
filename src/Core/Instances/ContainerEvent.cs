using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>What the registry decided about one container, kept for ever in the container's stream.</summary>
/// <param name="At">When the registry decided it.</param>
public abstract record ContainerEvent(DateTimeOffset At);

/// <summary>What one fact of the container's host brought about; its stamp orders it.</summary>
public abstract record StatedEvent(string Host, Stamp Stamp, DateTimeOffset At) : ContainerEvent(At);

/// <summary>A run of the container began: its first, one after a restart, or one that another host took over.</summary>
public sealed record RunBegan(string Host, Stamp Stamp, DateTimeOffset StartedAt, string Name, string Image, EcsTask? Task, DateTimeOffset At)
    : StatedEvent(Host, Stamp, At);

/// <summary>The run goes on: after a pause, a stop that it survived, or the return of its host.</summary>
public sealed record RunResumed(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The run was asked to end. <paramref name="Signal"/> is null where a report brought the news.</summary>
public sealed record RunDraining(string Host, Stamp Stamp, int? Signal, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The run is frozen.</summary>
public sealed record RunPaused(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>The run is over. Also the tombstone of a container whose stop overtook its start.</summary>
public sealed record RunEnded(string Host, Stamp Stamp, RunEnd End, int? ExitCode, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>A newer fact changed nothing; kept so that an older one that is still under way stays harmless.</summary>
public sealed record RunConfirmed(string Host, Stamp Stamp, DateTimeOffset At) : StatedEvent(Host, Stamp, At);

/// <summary>Nothing is known of the run any more, because its host was lost or left.</summary>
public sealed record RunOrphaned(string Reason, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The container answers for a service on one port from now on.</summary>
public sealed record InstanceRegistered(Instance Instance, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The container no longer answers for a service on one port.</summary>
/// <param name="Detail">For people, where the reason alone does not say it.</param>
public sealed record InstanceWithdrawn(Instance Instance, WithdrawalReason Reason, string? Detail, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The container claims a service on one port, and is held back because of its health.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record InstanceWithheld(Instance Instance, string Reason, DateTimeOffset At) : ContainerEvent(At);

/// <summary>The container's health was judged.</summary>
public sealed record VerdictPassed(Fitness Fitness, DateTimeOffset At) : ContainerEvent(At);

/// <summary>A claim was not taken up.</summary>
public sealed record ClaimRefused(Refusal Refusal, DateTimeOffset At) : ContainerEvent(At);

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
    /// <summary>The container was asked to stop.</summary>
    Stopping,
    Stopped,
    Paused,

    /// <summary>The container is missing from its host's full report.</summary>
    Absent,

    /// <summary>A new run of the container began.</summary>
    Restarted,

    /// <summary>Another host states the container now.</summary>
    Moved,

    /// <summary>The claim or its published port changed.</summary>
    EndpointChanged,

    /// <summary>A container that started later holds the same address and port.</summary>
    PortReused,

    /// <summary>The container's health was judged bad.</summary>
    Condemned,
    HostLost,
    HostLeft,
}
