namespace Pipeline.Core.Storage;

/// <summary>Another writer was faster, and nothing was written. Read and decide again.</summary>
public sealed class StoreConflictException(string message, Exception? cause = null) : Exception(message, cause);
