using Pipeline.Core.Storage;

namespace Pipeline.HealthSaga.Sharing;

/// <summary>Locks that all health saga processes on one database share.</summary>
public interface IShardLocks
{
    /// <summary>Opens a session and makes it a member. It lives until it is disposed of or cut; then its locks are free again.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IShardLockSession> OpenAsync(CancellationToken cancel);
}

/// <summary>One process's membership, and the locks that it holds.</summary>
/// <remarks>
/// Every call throws <see cref="StoreUnavailableException"/> once the session is cut. Its locks are lost then; open another one.
/// </remarks>
public interface IShardLockSession : IAsyncDisposable
{
    /// <summary>How many sessions are open; at least this one.</summary>
    Task<int> CountMembersAsync(CancellationToken cancel);

    /// <summary>Takes a lock that no other session holds.</summary>
    /// <returns>Whether this session holds it now.</returns>
    Task<bool> TryAcquireAsync(int number, CancellationToken cancel);

    Task ReleaseAsync(int number, CancellationToken cancel);
}
