using System.Text;
using MassTransit;

namespace Pipeline.Aws.Transport.Batching;

/// <summary>The limits of SQS and SNS, and how they count a message's size.</summary>
internal static class MessageLimits
{
    /// <summary>Bytes per message, and per batch: the limit that every queue and topic accepts.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Entries per batch.</summary>
    public const int MaxBatchEntries = 10;

    /// <summary>Attributes per message. Raw delivery silently drops a message with more.</summary>
    public const int MaxAttributes = 10;

    /// <summary>The data type of every attribute; it counts towards the size.</summary>
    public const string AttributeType = "String";

    /// <summary>The size of a message in bytes.</summary>
    public static int SizeOf(string body, IReadOnlyDictionary<string, string> attributes) =>
        Encoding.UTF8.GetByteCount(body) + attributes.Sum(attribute => SizeOfAttribute(attribute.Key, attribute.Value));

    /// <summary>The size of an attribute in bytes.</summary>
    public static int SizeOfAttribute(string name, string value) =>
        name.Length + AttributeType.Length + Encoding.UTF8.GetByteCount(value);
}

/// <summary>The message exceeds the size limit of SQS and SNS and was not sent.</summary>
/// <param name="destination">The queue or topic.</param>
/// <param name="bytes">The message's size with its attributes.</param>
public sealed class MessageTooLongException(Uri destination, int bytes) : TransportException(
    destination,
    $"the message to {destination} was not sent: it has {bytes} bytes with its attributes, and SQS and SNS accept {MessageLimits.MaxBytes}")
{
    public int Bytes { get; } = bytes;
}
