using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>A message as it was published, from a subscription with or without raw delivery.</summary>
internal sealed record ReceivedMessage(string Id, string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>How often it was delivered, this time included.</summary>
    public required int DeliveryCount { get; init; }

    /// <summary>When SQS accepted it; null if unknown.</summary>
    public DateTime? SentAt { get; init; }

    public static ReceivedMessage FromSqs(Message message)
    {
        var attributes = TextAttributes(message.MessageAttributes);
        var received = new ReceivedMessage(message.MessageId, message.Body, attributes)
        {
            DeliveryCount = (int?)SystemNumber(message, MessageSystemAttributeName.ApproximateReceiveCount) ?? 1,
            SentAt = SystemNumber(message, MessageSystemAttributeName.SentTimestamp) is { } milliseconds
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime
                : null,
        };

        // A notification carries the attributes inside its body, so a message with attributes of its own is none.
        return attributes.Count == 0 && UnwrapNotification(message.Body) is var (body, inner)
            ? received with { Body = body, Attributes = inner }
            : received;
    }

    /// <returns>
    /// The content of a notification (<see href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html"/>);
    /// null for any other text.
    /// </returns>
    private static (string Body, Dictionary<string, string> Attributes)? UnwrapNotification(string text)
    {
        if (!text.Contains("\"TopicArn\"", StringComparison.Ordinal)) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("TopicArn", out _)
                || !root.TryGetProperty("Message", out var message) || message.ValueKind is not JsonValueKind.String)
                return null;

            return (message.GetString()!, NotificationAttributes(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> NotificationAttributes(JsonElement notification)
    {
        var attributes = new Dictionary<string, string>();
        if (!notification.TryGetProperty("MessageAttributes", out var all) || all.ValueKind is not JsonValueKind.Object) return attributes;
        foreach (var attribute in all.EnumerateObject())
            if (attribute.Value.ValueKind is JsonValueKind.Object
                && attribute.Value.TryGetProperty("Value", out var value) && value.ValueKind is JsonValueKind.String)
                attributes[attribute.Name] = value.GetString()!;
        return attributes;
    }

    private static long? SystemNumber(Message message, string name) =>
        long.TryParse(message.Attributes?.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, string> TextAttributes(Dictionary<string, MessageAttributeValue>? attributes) =>
        (attributes ?? []).Where(attribute => attribute.Value.StringValue is not null)
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value.StringValue, StringComparer.OrdinalIgnoreCase);
}
