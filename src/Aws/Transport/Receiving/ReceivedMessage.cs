using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>A message as it was published, whether its subscription delivers it raw or wrapped in a notification.</summary>
internal sealed record ReceivedMessage(string Id, string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>How often it was delivered, this time included.</summary>
    public required int Deliveries { get; init; }

    /// <summary>When SQS took it; null where it does not tell.</summary>
    public DateTime? SentAt { get; init; }

    public static ReceivedMessage Of(Message message)
    {
        var attributes = Texts(message.MessageAttributes);
        var received = new ReceivedMessage(message.MessageId, message.Body, attributes)
        {
            Deliveries = int.TryParse(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount), CultureInfo.InvariantCulture, out var count) ? count : 1,
            SentAt = long.TryParse(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SentTimestamp), CultureInfo.InvariantCulture, out var sent)
                ? DateTimeOffset.FromUnixTimeMilliseconds(sent).UtcDateTime
                : null,
        };

        // A wrapped message has its attributes inside, so only one without any can be one.
        return attributes.Count == 0 && Unwrap(message.Body) is var (body, inner) ? received with { Body = body, Attributes = inner } : received;
    }

    /// <returns>What a notification holds (<see href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html"/>); null where the text is none.</returns>
    private static (string Body, Dictionary<string, string> Attributes)? Unwrap(string text)
    {
        if (!text.Contains("\"TopicArn\"", StringComparison.Ordinal)) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("TopicArn", out _)
                || !root.TryGetProperty("Message", out var message) || message.ValueKind is not JsonValueKind.String)
                return null;

            var attributes = new Dictionary<string, string>();
            if (root.TryGetProperty("MessageAttributes", out var all) && all.ValueKind is JsonValueKind.Object)
                foreach (var attribute in all.EnumerateObject())
                    if (attribute.Value.ValueKind is JsonValueKind.Object && attribute.Value.TryGetProperty("Value", out var value) && value.ValueKind is JsonValueKind.String)
                        attributes[attribute.Name] = value.GetString()!;
            return (message.GetString()!, attributes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Texts(Dictionary<string, MessageAttributeValue>? attributes) =>
        (attributes ?? []).Where(attribute => attribute.Value.StringValue is not null)
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value.StringValue, StringComparer.OrdinalIgnoreCase);
}
