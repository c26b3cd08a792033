namespace Pipeline.Projector.Leadership;

/// <summary>Decides which of all processes on one store writes a zone.</summary>
public interface ILeaderElection
{
    /// <summary>Becomes the leader of a zone if there is none, or waits for that so long.</summary>
    /// <returns>The term; null while another process leads.</returns>
    Task<ILeaderTerm?> TryAcquireAsync(string zone, TimeSpan patience, CancellationToken cancel);

    /// <summary>Waits until this process leads, however long another does.</summary>
    Task<ILeaderTerm> AcquireAsync(string zone, CancellationToken cancel);
}

/// <summary>The time in which this process leads; disposing ends it.</summary>
public interface ILeaderTerm : IAsyncDisposable
{
    /// <summary>Cancelled when the term ended without being asked to: the store took it back.</summary>
    CancellationToken Lost { get; }
}
