namespace Pipeline.Store.Locks;

/// <summary>
/// Every advisory lock of the registry in PostgreSQL, so that no two uses share a key by accident.
/// <code>
/// key                                what it protects                                  held until
/// (1, hash of the host's name)       decisions about one host                          the transaction ends
/// (2, 0) shared / exclusive          writers together / documents are being replaced   the transaction ends
/// (2, 1)                             one rebuild at a time                             it is released
/// hash of 'pipeline zone ID'         one leader of a zone                              the session ends
/// hash of 'pipeline history indexes' one process creates indexes                       the transaction ends
/// </code>
/// </summary>
internal static class AdvisoryLocks
{
    /// <summary>Locks hosts in the order given, which is the same everywhere, so that two batches never wait for each other.</summary>
    public const string LockHosts = "select pg_advisory_xact_lock(1, hashtext(host)) from unnest($1) host";

    /// <summary>Taken by each writer before any other lock, and before anything is read.</summary>
    public const string JoinWriters = "select pg_advisory_xact_lock_shared(2, 0)";

    /// <summary>Waits for all writers, and keeps them out. Taken before any other lock.</summary>
    public const string ExcludeWriters = "select pg_advisory_xact_lock(2, 0)";

    public const string TryBeginRebuild = "select pg_try_advisory_lock(2, 1)";

    public const string EndRebuild = "select pg_advisory_unlock(2, 1)";

    public const string CreateIndexes = "select pg_advisory_xact_lock(hashtext('pipeline history indexes'))";

    /// <summary>The name whose hash is the lock of a zone's leader.</summary>
    public static string LeaderOf(string zone) => $"pipeline zone {zone}";
}
