using Pipeline.Core.Hosts;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Registry;

/// <summary>Write access to the event streams of the registry and to the state that each folds to.</summary>
public interface IRegistryStore
{
    /// <summary>
    /// Begins a transaction. The store may not be called yet, so that an unavailable store may be detected by the transaction's first call.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The store is unavailable.</exception>
    Task<IRegistryTransaction> BeginAsync(CancellationToken cancel);

    /// <summary>The present and the doubted hosts, each with its lease; takes no locks.</summary>
    Task<IReadOnlyList<(Host Host, HostLease Lease)>> ReadLeasesAsync(CancellationToken cancel);
}

/// <summary>A transaction of one decision: lock and read, decide, append. Disposal without a commit rolls it back.</summary>
public interface IRegistryTransaction : IAsyncDisposable
{
    /// <summary>
    /// Locks the slice's hosts until the transaction ends, and then reads the slice as committed when the locks were acquired. It may be
    /// called again for further data of the same hosts.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">
    /// The store does not answer, or the transaction's connection broke and its locks are lost.
    /// </exception>
    Task<Core.Registration.Registry> LockAndReadAsync(RegistrySlice slice, CancellationToken cancel);

    /// <summary>
    /// Appends events, stores leases and publishes the notice atomically. Listeners receive the notice after the commit.
    /// </summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// A stream is no longer at the version that the append expects, or the term is over: read and decide again.
    /// </exception>
    /// <exception cref="Core.Storage.StoreUnavailableException">
    /// The store does not answer, or the transaction's connection broke.
    /// </exception>
    Task CommitAsync(RegistryAppend append, ChangeNotice notice, CancellationToken cancel);
}

/// <summary>The data that a transaction writes.</summary>
/// <param name="Streams">The appends, at most one per stream.</param>
/// <param name="Leases">The leases, at most one per host; a stored lease is overwritten.</param>
public sealed record RegistryAppend(IReadOnlyList<StreamAppend> Streams, IReadOnlyList<HostLease> Leases)
{
    /// <summary>The leader's term in which this was decided; null if any process may decide it.</summary>
    public TermClaim? Term { get; init; }
}

/// <summary>Events at the end of one stream.</summary>
/// <param name="Stream">The stream's identifier: a container's, or <see cref="Host.StreamOf"/>.</param>
/// <param name="Version">The stream's version after the events; a stream of this many events is new.</param>
/// <param name="Events">The events in order.</param>
public sealed record StreamAppend(string Stream, int Version, IReadOnlyList<OriginatedEvent> Events);

/// <summary>An event and its origin.</summary>
public readonly record struct OriginatedEvent(object Happened, Origin Origin);
