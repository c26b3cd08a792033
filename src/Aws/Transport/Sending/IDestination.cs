namespace Pipeline.Aws.Transport.Sending;

/// <summary>Where messages go: a queue, or a topic.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <exception cref="MessageTooLongException">No queue takes a message of that length.</exception>
    Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel);
}
