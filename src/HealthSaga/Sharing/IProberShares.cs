namespace Pipeline.HealthSaga.Sharing;

/// <summary>Which process checks which shards, for the one that judges.</summary>
public interface IProberShares
{
    /// <summary>Replaces what the process wrote before.</summary>
    Task SaveAsync(ProberShare share, CancellationToken cancel);

    Task<IReadOnlyList<ProberShare>> ReadAsync(CancellationToken cancel);
}
