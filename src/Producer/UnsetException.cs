namespace Pipeline.Producer;

/// <summary>Something has to be set before an agent can begin. The message says what, for people.</summary>
public sealed class UnsetException(string message, Exception? cause = null) : Exception(message, cause);
