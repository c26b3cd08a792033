using MassTransit;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>A message as it leaves.</summary>
internal sealed record OutgoingMessage(string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>When it shall be delivered; null for at once.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Its size in bytes.</summary>
    public int Size { get; } = MessageSize.Of(Body, Attributes);

    /// <exception cref="MessageTooLongException">It is longer than any queue takes.</exception>
    public OutgoingMessage Fitting(Uri destination) => Size <= MessageSize.Limit ? this : throw new MessageTooLongException(destination, Size);
}
