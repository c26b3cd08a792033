namespace Pipeline.Core.Storage;

/// <summary>The store does not answer now. The same call may succeed later; whether it took effect is unknown.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
