namespace Pipeline.Contracts;

/// <summary>A container no longer runs.</summary>
public sealed record ContainerStopped : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The engine's full identifier of the container.</summary>
    public required string ContainerId { get; init; }

    /// <summary>How it ended.</summary>
    public required StopCause Cause { get; init; }

    /// <summary>The exit code of its main process; null if the engine no longer knew it.</summary>
    public int? ExitCode { get; init; }
}
