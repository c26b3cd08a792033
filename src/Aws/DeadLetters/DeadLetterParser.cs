using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.DeadLetters;

/// <summary>Reads what it can from a dead letter. Something is wrong with the message, so every part may be missing.</summary>
internal static class DeadLetterParser
{
    /// <summary>The prefix of the attributes that the transport adds when it moves a message.</summary>
    private const string FaultPrefix = "MT-Fault-";

    private const string Reason = "MT-Reason";

    public static DeadLetter Parse(Message message, string queue)
    {
        var envelope = UnwrapNotification(ParseJson(message.Body) as JsonObject);
        var fact = envelope?["message"] as JsonObject;
        var sent = ParseUnixMilliseconds(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SentTimestamp));
        return new()
        {
            Id = message.MessageId,
            MessageId = Text(envelope?["messageId"]),
            Queue = queue,
            Kind = Text((envelope?["messageType"] as JsonArray)?.FirstOrDefault())?.Split(':')[^1],
            Host = Text((fact?["host"] as JsonObject)?["name"]),
            Container = Text(fact?["containerId"]) ?? Text((fact?["container"] as JsonObject)?["id"]),
            Exception = Attribute(message, $"{FaultPrefix}ExceptionType"),
            Reason = Attribute(message, $"{FaultPrefix}Message") ?? Attribute(message, Reason),
            SentAt = ParseTime(Text(envelope?["sentTime"])),
            At = ParseTime(Attribute(message, $"{FaultPrefix}Timestamp")) ?? sent ?? default,
        };
    }

    /// <summary>The attributes that the message had before it was moved.</summary>
    public static Dictionary<string, MessageAttributeValue> OwnAttributes(Message message) => (message.MessageAttributes ?? [])
        .Where(attribute => !attribute.Key.StartsWith(FaultPrefix, StringComparison.Ordinal) && attribute.Key != Reason)
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value);

    // A subscription without raw delivery wraps messages in notifications.
    private static JsonObject? UnwrapNotification(JsonObject? body) =>
        body?["TopicArn"] is not null && Text(body["Message"]) is { } inner ? ParseJson(inner) as JsonObject : body;

    private static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Attribute(Message message, string name) => message.MessageAttributes?.GetValueOrDefault(name)?.StringValue;

    private static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset? ParseUnixMilliseconds(string? milliseconds) =>
        long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var value) ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
