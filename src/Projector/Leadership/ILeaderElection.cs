namespace Pipeline.Projector.Leadership;

/// <summary>
/// Elects the process that writes a zone, among all processes that share a store. While the store is unavailable, both calls throw
/// <see cref="Core.Storage.StoreUnavailableException"/>.
/// </summary>
public interface ILeaderElection
{
    /// <summary>Becomes the leader of a zone; waits at most the given time if another process leads.</summary>
    /// <returns>The term; null if another process still leads.</returns>
    Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel);

    /// <summary>Waits without a time limit until this process leads.</summary>
    Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel);
}

/// <summary>The period in which this process leads. Disposal ends it, and has no effect on a lost term.</summary>
public interface ILeaderTerm : IAsyncDisposable
{
    /// <summary>
    /// Cancelled when the store revokes the term. Another process may already lead by then.
    /// </summary>
    CancellationToken Lost { get; }
}
