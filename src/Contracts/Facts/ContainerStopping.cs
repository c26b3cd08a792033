namespace Pipeline.Contracts;

/// <summary>A container was asked to stop and still runs: the drain of a normal stop begins here.</summary>
public sealed record ContainerStopping : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ContainerId { get; init; }

    /// <summary>The signal that the engine sent, as a number; 15 is SIGTERM.</summary>
    public required int Signal { get; init; }
}
