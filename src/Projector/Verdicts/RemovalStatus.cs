namespace Pipeline.Projector.Verdicts;

/// <summary>Whether an ejected container's records are removed from the zone.</summary>
/// <param name="IsDone">Whether they are removed on every name server.</param>
/// <param name="ChangeId">The zone's identifier of the change that removed them; null if there was nothing to remove.</param>
public sealed record RemovalStatus(bool IsDone, string? ChangeId)
{
    public static readonly RemovalStatus Pending = new(false, null);

    public static RemovalStatus Done(string? changeId) => new(true, changeId);
}
