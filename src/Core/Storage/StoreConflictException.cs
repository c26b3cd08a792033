namespace Pipeline.Core.Storage;

/// <summary>Another writer wrote first, and nothing of this call was written. The caller must read and decide again.</summary>
public sealed class StoreConflictException(string message, Exception? cause = null) : Exception(message, cause);
