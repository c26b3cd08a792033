namespace Pipeline.Contracts;

/// <summary>A container is frozen: it keeps its ports and answers nobody until it is resumed.</summary>
public sealed record ContainerPaused : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ContainerId { get; init; }
}
