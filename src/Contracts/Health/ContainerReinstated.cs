namespace Pipeline.Contracts;

/// <summary>
/// A container is judged fit to answer: it recovered from a condemnation, was spared after all, or passed its first check where that
/// is asked for. Repeated until <see cref="VerdictCarriedOut"/> answers.
/// </summary>
public sealed record ContainerReinstated : IVerdict
{
    public required string ContainerId { get; init; }
    public required DateTimeOffset Run { get; init; }
    public required long Sequence { get; init; }
    public required string Host { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}
