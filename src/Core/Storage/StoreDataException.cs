namespace Pipeline.Core.Storage;

/// <summary>The store cannot hold the data, however often it is tried; other data is not affected.</summary>
public sealed class StoreDataException(string message, Exception? cause = null) : Exception(message, cause);
