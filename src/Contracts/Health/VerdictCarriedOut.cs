namespace Pipeline.Contracts;

/// <summary>
/// A verdict is the registry's: a condemned container's records are gone from the zone and no name server answers with them any more;
/// a reinstated container's claims are taken up again.
/// </summary>
public sealed record VerdictCarriedOut
{
    public required string ContainerId { get; init; }
    public required DateTimeOffset Run { get; init; }

    /// <summary>The verdict's, see <see cref="IVerdict.Sequence"/>.</summary>
    public required long Sequence { get; init; }

    /// <summary>The zone's receipt for the change that removed the records; null where nothing had to be removed.</summary>
    public string? ChangeId { get; init; }

    public required DateTimeOffset At { get; init; }
}
