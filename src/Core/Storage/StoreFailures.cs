namespace Pipeline.Core.Storage;

/// <summary>
/// Distinguishes transient failures of a store. Every store translates its own exceptions into these two types, and those that the data
/// causes into <see cref="StoreDataException"/>.
/// </summary>
public static class StoreFailures
{
    /// <summary>Whether a retry, which reads and decides again, may succeed.</summary>
    public static bool IsTransient(Exception failure) => failure is StoreConflictException or StoreUnavailableException;
}
