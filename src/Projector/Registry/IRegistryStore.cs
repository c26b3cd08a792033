using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Registry;

/// <summary>The event streams of the registry, and the state that each folds to, as their writer needs them.</summary>
public interface IRegistryStore
{
    /// <summary>
    /// Begins a transaction. It does not necessarily call the store yet: an unavailable store may be found at the transaction's first call.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The store does not answer now.</exception>
    Task<IRegistryTransaction> BeginAsync(CancellationToken cancel);

    /// <summary>The hosts that are present, each with its lease; nothing is locked.</summary>
    Task<IReadOnlyList<(Host Host, HostLease Lease)>> ReadLeasesAsync(CancellationToken cancel);
}

/// <summary>One decision's work: lock and read, decide, append. Disposed without a commit, it leaves nothing behind.</summary>
public interface IRegistryTransaction : IAsyncDisposable
{
    /// <summary>
    /// Locks the slice's hosts until the transaction ends, and then reads the slice: it sees what was committed when the locks were taken.
    /// It may be called again for more of the same hosts.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">
    /// The store does not answer, or the transaction's connection broke and its locks are lost.
    /// </exception>
    Task<Core.Registration.Registry> LockAndReadAsync(RegistrySlice slice, CancellationToken cancel);

    /// <summary>
    /// Appends events, stores leases and publishes the notice, all or nothing. Listeners receive the notice with the commit.
    /// </summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// A stream is no longer at the version that the append expects: read and decide again.
    /// </exception>
    /// <exception cref="Core.Storage.StoreUnavailableException">
    /// The store does not answer, or the transaction's connection broke.
    /// </exception>
    Task CommitAsync(RegistryAppend append, ChangeNotice notice, CancellationToken cancel);
}

/// <summary>What a transaction writes.</summary>
/// <param name="Streams">Each stream at most once.</param>
/// <param name="Leases">Each host at most once; a lease is overwritten.</param>
public sealed record RegistryAppend(IReadOnlyList<StreamAppend> Streams, IReadOnlyList<HostLease> Leases);

/// <summary>Events at the end of one stream.</summary>
/// <param name="Stream">The stream's identifier: a container's, or <see cref="Host.StreamOf"/>.</param>
/// <param name="Version">The stream's version after the events; a stream of this many events is new.</param>
/// <param name="Events">In their order.</param>
public sealed record StreamAppend(string Stream, int Version, IReadOnlyList<OriginatedEvent> Events);

/// <summary>An event and what led to it.</summary>
public readonly record struct OriginatedEvent(object Happened, Origin Origin);
