using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.DeadLetters;

/// <summary>What a dead letter tells of itself. It is here because something is wrong with it, so nothing is expected of it.</summary>
internal static class Reading
{
    /// <summary>What the transport adds to a message that it moves away.</summary>
    private const string FaultPrefix = "MT-Fault-";

    private const string Reason = "MT-Reason";

    public static DeadLetter Of(Message message, string queue)
    {
        var envelope = Unwrapped(Json(message.Body) as JsonObject);
        var fact = envelope?["message"] as JsonObject;
        var sent = Moment(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SentTimestamp));
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
            SentAt = Time(Text(envelope?["sentTime"])),
            At = Time(Attribute(message, $"{FaultPrefix}Timestamp")) ?? sent ?? default,
        };
    }

    /// <summary>The attributes that the message had before it was moved.</summary>
    public static Dictionary<string, MessageAttributeValue> OwnAttributes(Message message) => (message.MessageAttributes ?? [])
        .Where(attribute => !attribute.Key.StartsWith(FaultPrefix, StringComparison.Ordinal) && attribute.Key != Reason)
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value);

    // A subscription may deliver messages wrapped in notifications.
    private static JsonObject? Unwrapped(JsonObject? body) =>
        body?["TopicArn"] is not null && Text(body["Message"]) is { } inner ? Json(inner) as JsonObject : body;

    private static JsonNode? Json(string text)
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

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset? Moment(string? milliseconds) =>
        long.TryParse(milliseconds, CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;
}
