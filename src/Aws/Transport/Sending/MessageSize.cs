using System.Text;
using MassTransit;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>What SQS and SNS count as a message's size, and what they take.</summary>
internal static class MessageSize
{
    /// <summary>Bytes of a message, and of all messages of a batch together, that every queue and topic takes.</summary>
    public const int Limit = 256 * 1024;

    /// <summary>Messages of one batch.</summary>
    public const int BatchCount = 10;

    /// <summary>Attributes of one message. With more of them, raw delivery drops the message without a word.</summary>
    public const int Attributes = 10;

    /// <summary>The type of all attributes; it counts, too.</summary>
    public const string AttributeType = "String";

    /// <summary>The size in bytes.</summary>
    public static int Of(string body, IReadOnlyDictionary<string, string> attributes) =>
        Encoding.UTF8.GetByteCount(body) + attributes.Sum(attribute => OfAttribute(attribute.Key, attribute.Value));

    public static int OfAttribute(string name, string value) => name.Length + AttributeType.Length + Encoding.UTF8.GetByteCount(value);
}

/// <summary>A message is longer than SQS and SNS take; it was not sent.</summary>
/// <param name="destination">Where it was to go.</param>
/// <param name="bytes">Its size with its attributes.</param>
public sealed class MessageTooLongException(Uri destination, int bytes) : TransportException(
    destination, $"the message has {bytes} bytes with its attributes, and SQS and SNS take {MessageSize.Limit}: it was not sent to {destination}")
{
    public int Bytes { get; } = bytes;
}
