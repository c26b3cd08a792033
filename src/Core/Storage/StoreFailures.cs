namespace Pipeline.Core.Storage;

/// <summary>Tells transient failures of a store from others. Every store translates its own exceptions into these two types.</summary>
public static class StoreFailures
{
    /// <summary>Whether the same work, read and decided again, may succeed.</summary>
    public static bool IsTransient(Exception failure) => failure is StoreConflictException or StoreUnavailableException;
}
