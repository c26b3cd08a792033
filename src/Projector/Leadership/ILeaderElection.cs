namespace Pipeline.Projector.Leadership;

/// <summary>
/// Decides which of all processes on one store writes a zone. While the store is unavailable, both calls throw
/// <see cref="Core.Storage.StoreUnavailableException"/>.
/// </summary>
public interface ILeaderElection
{
    /// <summary>Becomes the leader of a zone if there is none, or waits for that so long.</summary>
    /// <returns>The term; null while another process leads.</returns>
    Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel);

    /// <summary>Waits until this process leads, however long another does.</summary>
    Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel);
}

/// <summary>The time in which this process leads. Disposing ends it, and does nothing to a term that was lost.</summary>
public interface ILeaderTerm : IAsyncDisposable
{
    /// <summary>
    /// Cancelled when the term ended without a request: the store took it back. Another process may already lead by then.
    /// </summary>
    CancellationToken Lost { get; }
}
