namespace Pipeline.Core.Storage;

/// <summary>The store cannot hold what it was given, however often it is given it; other data is not affected.</summary>
public sealed class StoreDataException(string message, Exception? cause = null) : Exception(message, cause);
