namespace Pipeline.History.Replay;

/// <summary>Folds the registry's events again.</summary>
public interface IRegistryRebuilder
{
    /// <summary>
    /// Replaces the documents that differ from the fold of their streams, while other processes write documents. After a cancelled call,
    /// the next call continues from its progress.
    /// </summary>
    /// <exception cref="ReplayRefusedException">Another replay is running.</exception>
    Task<RebuildProgress> RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancel);

    /// <summary>Folds all events up to a moment (null for all events) in memory; writes nothing.</summary>
    Task<PastRegistry> FoldAsync(DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel);
}

/// <summary>The progress of a rebuild.</summary>
/// <param name="Events">The number of folded events.</param>
/// <param name="Total">The number of all events.</param>
/// <param name="Replaced">The number of replaced documents, which differed from the fold of their streams.</param>
/// <param name="Resumed">The stream after which the rebuild continued; null if it started at the beginning.</param>
/// <param name="Kept">The number of streams with events that only a newer version knows; their documents are not changed.</param>
public sealed record RebuildProgress(long Events, long Total, int Replaced, string? Resumed, int Kept = 0);

/// <summary>A replay is refused. The message states the reason.</summary>
public sealed class ReplayRefusedException(string message) : Exception(message);
