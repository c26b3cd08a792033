namespace Pipeline.Aws.Transport.Sending;

/// <summary>A message as it leaves.</summary>
internal sealed record OutgoingMessage(string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>When it shall be delivered; null for at once.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Its size in bytes.</summary>
    public int Size { get; } = MessageSize.Of(Body, Attributes);

    /// <summary>Refuses a message that no queue takes.</summary>
    /// <exception cref="MessageTooLongException">It is too long.</exception>
    public void Demand(Uri destination)
    {
        if (Size > MessageSize.Limit) throw new MessageTooLongException(destination, Size);
    }
}
