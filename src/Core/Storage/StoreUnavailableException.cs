namespace Pipeline.Core.Storage;

/// <summary>The store is unavailable. A retry may succeed; whether the failed call took effect is unknown.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
