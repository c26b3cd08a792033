namespace Pipeline.Aws.Transport.Sending;

/// <summary>Where messages go: a queue, or a topic.</summary>
internal interface IDestination
{
    string Name { get; }

    Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel);
}
