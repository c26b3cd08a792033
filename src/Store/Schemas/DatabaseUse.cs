namespace Pipeline.Store.Schemas;

/// <summary>How a process uses its database.</summary>
public enum DatabaseUse
{
    /// <summary>With others; it never changes the schema, which was prepared before.</summary>
    Shared,

    /// <summary>Perhaps with others; it prepares the schema before its other services start.</summary>
    PreparedAtStart,

    /// <summary>Prepared at its start, and alone: the terms and shards of a process that was killed are free at once.</summary>
    Private,
}
