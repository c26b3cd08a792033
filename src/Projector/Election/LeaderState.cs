namespace Pipeline.Projector.Election;

/// <summary>Who leads a zone, by the store's clock.</summary>
/// <param name="Term">The number of the term.</param>
/// <param name="Holder">The process that leads, or led last.</param>
/// <param name="Since">When the term began.</param>
/// <param name="Expires">When the lease expires unless it is renewed; when it expired or was released, if this is past.</param>
/// <param name="ReadAt">When this was read.</param>
/// <param name="LastPass">The last pass over the zone, of this term or an earlier one; null if none is known.</param>
public sealed record LeaderState(
    long Term, string Holder, DateTimeOffset Since, DateTimeOffset Expires, DateTimeOffset ReadAt, LastPass? LastPass)
{
    /// <summary>Whether the holder leads.</summary>
    public bool IsHeld => Expires > ReadAt;
}

/// <summary>What a leader did last.</summary>
/// <param name="Age">How long ago the last successful pass ended; null if none did.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Failure">Why later passes failed; null if none did.</param>
public sealed record LastPass(TimeSpan? Age, TimeSpan Took, string? Failure);
