namespace Pipeline.Contracts;

/// <summary>
/// The registry applied a verdict. After <see cref="ContainerCondemned"/>: the records are removed from the zone and no name server answers
/// with them any more. After <see cref="ContainerReinstated"/>: the container's claims count again.
/// </summary>
public sealed record VerdictCarriedOut
{
    /// <summary>The engine's full identifier of the container.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The start of the run, see <see cref="IVerdict.Run"/>.</summary>
    public required DateTimeOffset Run { get; init; }

    /// <summary>The sequence of the verdict, see <see cref="IVerdict.Sequence"/>.</summary>
    public required long Sequence { get; init; }

    /// <summary>The zone's identifier of the change that removed the records; null if there were none to remove.</summary>
    public string? ChangeId { get; init; }

    /// <summary>When it was applied, by the clock of the projector.</summary>
    public required DateTimeOffset At { get; init; }
}
