namespace Pipeline.Contracts;

/// <summary>
/// A run of a container may be in DNS: it recovered after a <see cref="ContainerCondemned"/>, its removal was called off, or it passed the
/// first check that admits it. Repeated until <see cref="VerdictCarriedOut"/> answers.
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
