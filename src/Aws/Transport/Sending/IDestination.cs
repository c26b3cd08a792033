using Pipeline.Aws.Transport.Batching;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>A queue or a topic to send to.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <exception cref="MessageTooLongException">The message exceeds the size limit.</exception>
    Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel);
}
