using Pipeline.Core.Terms;

namespace Pipeline.Projector.Election;

/// <summary>The period in which this process leads a zone. Disposal ends it, and has no effect on a lost term.</summary>
public interface ILeaderTerm : IAsyncDisposable
{
    /// <summary>What the store checks in each transaction that only the leader may commit.</summary>
    TermClaim Claim { get; }

    /// <summary>The number of the term, greater than those of all earlier terms.</summary>
    long Number => Claim.Number;

    /// <summary>
    /// Whether this process may still act as the leader: false before another process may begin a term, also in a process that was frozen.
    /// </summary>
    bool IsHeld { get; }

    /// <summary>Cancelled when the term is lost. Another process may already lead by then.</summary>
    CancellationToken Lost { get; }

    /// <summary>Checked before each write.</summary>
    /// <exception cref="OperationCanceledException">The term is over.</exception>
    void EnsureHeld();

    /// <summary>Notes that a pass over the zone ended; the next heartbeat stores it.</summary>
    /// <param name="took">How long the pass took.</param>
    /// <param name="failure">Why it failed; null if it did not.</param>
    void NotePass(TimeSpan took, string? failure = null);
}
