namespace Pipeline.History.Replay;

/// <summary>Folds the registry's events again.</summary>
public interface IRegistryRebuilder
{
    /// <summary>
    /// Replaces the documents that differ from the fold of their streams, while other processes write documents. After a call was
    /// cancelled, the next call continues.
    /// </summary>
    /// <exception cref="ReplayRefusedException">Another replay is under way.</exception>
    Task<RebuildProgress> RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancel);

    /// <summary>Folds all events up to a moment, null for all, in memory; nothing is written.</summary>
    Task<PastRegistry> FoldAsync(DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel);
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Events">Events folded.</param>
/// <param name="Total">Events there are.</param>
/// <param name="Replaced">Documents that were not what their streams fold to, and are now.</param>
/// <param name="Resumed">The stream behind which it continued; null where it began at the beginning.</param>
/// <param name="Kept">Streams with events that only a newer version knows; their documents were left as they are.</param>
public sealed record RebuildProgress(long Events, long Total, int Replaced, string? Resumed, int Kept = 0);

/// <summary>A replay is refused; the message says why, for people.</summary>
public sealed class ReplayRefusedException(string message) : Exception(message);
