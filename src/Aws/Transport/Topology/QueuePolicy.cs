using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>
/// The access policy of a queue that topics deliver to. Existing statements stay; only missing permissions are added
/// (<see href="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html"/>).
/// </summary>
internal static class QueuePolicy
{
    private const string Sender = "sns.amazonaws.com";
    private const string Sending = "SQS:SendMessage";
    private const string SourceArn = "aws:SourceArn";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Allows topics to deliver to a queue.</summary>
    /// <param name="policy">The queue's current policy; null if it has none.</param>
    /// <param name="queueArn">The queue.</param>
    /// <param name="topicArns">The topics.</param>
    /// <returns>The policy to set; null if the current one already allows all topics.</returns>
    public static string? AllowTopics(string? policy, string queueArn, IEnumerable<string> topicArns)
    {
        var document = (policy is null ? null : JsonNode.Parse(policy) as JsonObject) ?? new JsonObject { ["Version"] = "2012-10-17" };
        var statements = Statements(document);
        string[] missing =
        [
            .. topicArns.Distinct()
                .Where(topic => !statements.OfType<JsonObject>().Any(statement => Allows(statement, queueArn, topic)))
                .Order(StringComparer.Ordinal),
        ];
        if (missing is []) return null;

        statements.Add(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = Sender },
            ["Action"] = "sqs:SendMessage",
            ["Resource"] = queueArn,
            ["Condition"] = new JsonObject
            {
                ["ArnLike"] = new JsonObject { [SourceArn] = new JsonArray([.. missing.Select(topic => JsonValue.Create(topic))]) },
            },
        });
        return document.ToJsonString(Readable);
    }

    // A single statement may be written without an array.
    private static JsonArray Statements(JsonObject document)
    {
        if (document["Statement"] is JsonArray several) return several;
        var only = document["Statement"];
        document.Remove("Statement");
        var statements = only is null ? new JsonArray() : new JsonArray(only);
        document["Statement"] = statements;
        return statements;
    }

    private static bool Allows(JsonObject statement, string queueArn, string topicArn) =>
        Texts(statement["Effect"]).Contains("Allow")
        && IsSender(statement["Principal"])
        && Texts(statement["Action"]).Any(action => Matches(action, Sending))
        && Texts(statement["Resource"]).Any(resource => Matches(resource, queueArn))
        && (statement["Condition"] is not JsonObject condition || FromTopic(condition, topicArn));

    private static bool IsSender(JsonNode? principal) => principal switch
    {
        JsonObject types => Texts(types["Service"]).Contains(Sender) || Texts(types["AWS"]).Contains("*"),
        _ => Texts(principal).Contains("*"),
    };

    // Any other condition may fail, so the topic gets its own statement.
    private static bool FromTopic(JsonObject condition, string topicArn) =>
        condition.Count == 1 && condition.Single() is (var test, JsonObject { Count: 1 } keys)
        && keys.Single() is (var key, var values) && key.Equals(SourceArn, StringComparison.OrdinalIgnoreCase)
        && test switch
        {
            "ArnLike" or "ArnEquals" or "StringLike" => Texts(values).Any(pattern => Matches(pattern, topicArn)),
            "StringEquals" => Texts(values).Contains(topicArn),
            _ => false,
        };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray several => several.Select(one => one?.GetValue<string>() ?? ""),
        JsonValue one when one.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static bool Matches(string pattern, string text) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
