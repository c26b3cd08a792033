using Pipeline.Core.Storage;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Election;

/// <summary>
/// The lease of each zone, in the store that all projectors share. Only the store's clock decides whether a lease has expired.
/// </summary>
/// <remarks>
/// While the store is unavailable, every call throws <see cref="StoreUnavailableException"/>. A store that does not permit this throws
/// <see cref="StoreRefusedException"/>.
/// </remarks>
public interface ILeaderLeases
{
    /// <summary>Begins a term if the lease was never held, is released, or has expired.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="holder">The process, for people.</param>
    /// <param name="nonce">A value that no other attempt has.</param>
    /// <param name="lasts">When the lease expires unless it is renewed.</param>
    /// <param name="cancel">Cancels the call.</param>
    Task<LeaseAttempt> TryAcquireAsync(string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel);

    /// <summary>
    /// Begins a term although another process may lead: a person decided it. The other one appends nothing more, and its term ends with its
    /// next heartbeat.
    /// </summary>
    /// <inheritdoc cref="TryAcquireAsync"/>
    Task<LeaseAttempt> SeizeAsync(string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel);

    /// <summary>Lets the lease last from now on, and notes what the leader did last.</summary>
    /// <returns>The lease; null if the term is over: another one began, or the lease was released or has expired.</returns>
    Task<LeaderState?> TryRenewAsync(TermClaim term, TimeSpan lasts, LastPass? lastPass, CancellationToken cancel);

    /// <summary>Releases the lease; has no effect if the term is over.</summary>
    Task ReleaseAsync(TermClaim term, CancellationToken cancel);

    /// <summary>Who leads a zone; null if nobody ever did, or the store does not permit to see it.</summary>
    Task<LeaderState?> ReadAsync(string zone, CancellationToken cancel);
}

/// <summary>The outcome of an attempt to lead.</summary>
/// <param name="Term">The term; null if another process leads.</param>
/// <param name="State">The lease after the attempt.</param>
public sealed record LeaseAttempt(TermClaim? Term, LeaderState State);
