namespace Pipeline.Contracts;

/// <summary>A container no longer runs.</summary>
public sealed record ContainerStopped : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ContainerId { get; init; }
    public required StopCause Cause { get; init; }

    /// <summary>The exit code of its main process, where the engine still knew it.</summary>
    public int? ExitCode { get; init; }
}
