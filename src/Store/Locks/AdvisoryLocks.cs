namespace Pipeline.Store.Locks;

/// <summary>
/// Every PostgreSQL advisory lock of this system, in one place, so that no two meanings share a key. All versions that run side by side
/// must agree on them.
/// </summary>
internal static class AdvisoryLocks
{
    /// <summary>Class of the health saga's locks: the members, one for each shard, and one for judging ("Heal").</summary>
    public const int HealthShards = 0x4865616c;

    /// <summary>Held shared by every health saga process, so that they can be counted.</summary>
    public const int HealthMember = -1;

    /// <summary>SQL of the key that serializes changes of the health schema.</summary>
    public const string HealthSchema = "hashtext('pipeline health schema')";
}
