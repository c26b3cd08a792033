namespace Pipeline.Contracts;

/// <summary>A container got its stop signal and still runs: its drain begins.</summary>
public sealed record ContainerStopping : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The engine's full identifier of the container.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The signal that the engine sent, as Linux numbers it: 15 is SIGTERM.</summary>
    public required int Signal { get; init; }
}
