namespace Pipeline.Contracts;

/// <summary>A container was paused: it keeps its ports, but does not answer until <see cref="ContainerStarted"/> follows.</summary>
public sealed record ContainerPaused : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The engine's full identifier of the container.</summary>
    public required string ContainerId { get; init; }
}
