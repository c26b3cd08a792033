namespace Pipeline.Store.Locks;

/// <summary>
/// The keys of all advisory locks in PostgreSQL, so that no two uses share a key. All versions that run concurrently must use the same.
/// <code>
/// key                                what it protects                                  held until
/// (1, hash of the host's name)       decisions about one host                          the transaction ends
/// (2, 0) shared / exclusive          concurrent writers / replacement of documents     the transaction ends
/// (2, 1)                             one rebuild at a time                             it is released
/// (2, 2)                             one step of a sweep at a time                     the transaction ends
/// hash of 'pipeline history indexes' one process creates indexes                       the transaction ends
/// hash of 'pipeline registry schema' one process changes the registry's schema         it is released
/// hash of 'pipeline health schema'   one process changes the health schema             it is released
/// </code>
/// Older versions also hold a lock for each leader (hash of 'pipeline zone ID') and for each shard (class 0x4865616c). No lock is held for
/// as long as a process lives: that is what leases are for (<see cref="Leases.LeaseTable"/>).
/// </summary>
internal static class AdvisoryLocks
{
    /// <summary>Locks hosts in the given order. All callers pass the same order, so that two batches cannot deadlock.</summary>
    public const string LockHosts = "select pg_advisory_xact_lock(1, hashtext(host)) from unnest($1) host";

    /// <summary>Each writer takes it before any other lock and before any read.</summary>
    public const string JoinWriters = "select pg_advisory_xact_lock_shared(2, 0)";

    /// <summary>Waits for all writers and excludes them. It is taken before any other lock.</summary>
    public const string ExcludeWriters = "select pg_advisory_xact_lock(2, 0)";

    public const string TryBeginRebuild = "select pg_try_advisory_lock(2, 1)";

    public const string EndRebuild = "select pg_advisory_unlock(2, 1)";

    /// <summary>Tried before <see cref="ExcludeWriters"/>: who does not get it does not sweep.</summary>
    public const string TrySweep = "select pg_try_advisory_xact_lock(2, 2)";

    public const string CreateIndexes = "select pg_advisory_xact_lock(hashtext('pipeline history indexes'))";

    /// <summary>SQL of the key that serializes changes of the registry's schema.</summary>
    public const string RegistrySchema = "hashtext('pipeline registry schema')";

    /// <summary>SQL of the key that serializes changes of the health schema.</summary>
    public const string HealthSchema = "hashtext('pipeline health schema')";
}
