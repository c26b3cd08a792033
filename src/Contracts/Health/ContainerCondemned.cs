namespace Pipeline.Contracts;

/// <summary>
/// A run of a container is unhealthy: its records are to be removed from the zone. Repeated until <see cref="VerdictCarriedOut"/> answers.
/// </summary>
public sealed record ContainerCondemned : IVerdict
{
    public required string ContainerId { get; init; }
    public required DateTimeOffset Run { get; init; }
    public required long Sequence { get; init; }
    public required string Host { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}
