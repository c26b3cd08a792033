using Pipeline.Core.Storage;
using Pipeline.Core.Terms;

namespace Pipeline.HealthSaga.Sharing;

/// <summary>Locks that all health saga processes on one database share, as leases: whoever does not renew them loses them.</summary>
public interface IShardLocks
{
    /// <summary>Opens a session and makes it a member. It lasts until it is disposed of, or is not renewed in time.</summary>
    /// <param name="holder">The process, for people.</param>
    /// <param name="lasts">When the session and its locks expire unless they are renewed, by the store's clock.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IShardLockSession> OpenAsync(string holder, TimeSpan lasts, CancellationToken cancel);
}

/// <summary>One process's membership, and the locks that it holds.</summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> while the store does not answer.</remarks>
public interface IShardLockSession : IAsyncDisposable
{
    /// <summary>Lets the membership and the locks last from now on.</summary>
    /// <returns>What the session holds; null if it has expired and its locks are lost: open another one.</returns>
    Task<ShardHolding?> RenewAsync(CancellationToken cancel);

    /// <summary>Takes a lock that no other session holds.</summary>
    /// <returns>The term in which this session holds it now; null if another session does, or this one has expired.</returns>
    Task<TermClaim?> TryAcquireAsync(int number, CancellationToken cancel);

    /// <summary>Releases a lock; has no effect on one that this session does not hold.</summary>
    Task ReleaseAsync(int number, CancellationToken cancel);
}

/// <summary>What a session holds.</summary>
/// <param name="Members">How many sessions are open; at least this one.</param>
/// <param name="Held">Its locks, each with the term in which it holds them.</param>
/// <param name="ReadAt">When this was read, by the store's clock.</param>
public sealed record ShardHolding(int Members, IReadOnlyDictionary<int, TermClaim> Held, DateTimeOffset ReadAt);
