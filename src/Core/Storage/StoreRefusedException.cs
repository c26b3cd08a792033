namespace Pipeline.Core.Storage;

/// <summary>The store refuses the call, and a retry does not help before a person has changed something; the message says what.</summary>
public sealed class StoreRefusedException(string message, Exception? cause = null) : Exception(message, cause);
