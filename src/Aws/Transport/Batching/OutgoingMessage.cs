namespace Pipeline.Aws.Transport.Batching;

/// <summary>A message to send.</summary>
internal sealed record OutgoingMessage(string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The earliest time of delivery; null for at once.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Its size in bytes.</summary>
    public int Size { get; } = MessageLimits.SizeOf(Body, Attributes);

    /// <exception cref="MessageTooLongException">The message exceeds the size limit.</exception>
    public void ThrowIfTooLong(Uri destination)
    {
        if (Size > MessageLimits.MaxBytes) throw new MessageTooLongException(destination, Size);
    }
}
