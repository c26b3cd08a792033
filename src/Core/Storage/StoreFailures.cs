namespace Pipeline.Core.Storage;

/// <summary>Which failures of a store pass by themselves. Every store throws these two types and keeps its own to itself.</summary>
public static class StoreFailures
{
    /// <summary>Whether the same work, read and decided again, may succeed.</summary>
    public static bool IsTransient(Exception failure) => failure is StoreConflictException or StoreUnavailableException;
}
