namespace Pipeline.Consuming.Rejecting;

/// <summary>
/// The message itself is wrong, so it fails however often it is delivered. No other failure moves a message to the error queue.
/// </summary>
public sealed class MessageRejectedException(string flaw, Exception? failure = null) : Exception(flaw, failure);
