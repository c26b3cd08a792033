using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>
/// The access policy of a queue that topics deliver to. Whatever it says already stays: only what is missing is added
/// (<see href="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html"/>).
/// </summary>
internal static class QueuePolicy
{
    private const string Sender = "sns.amazonaws.com";
    private const string Sending = "SQS:SendMessage";
    private const string SourceArn = "aws:SourceArn";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lets topics deliver to a queue.</summary>
    /// <param name="policy">The queue's policy as it is; null where it has none.</param>
    /// <param name="queueArn">The queue.</param>
    /// <param name="topicArns">The topics.</param>
    /// <returns>The policy to set; null where the queue's own lets them all in already.</returns>
    public static string? Admit(string? policy, string queueArn, IEnumerable<string> topicArns)
    {
        var document = (policy is null ? null : JsonNode.Parse(policy) as JsonObject) ?? new JsonObject { ["Version"] = "2012-10-17" };
        var statements = Statements(document);
        string[] missing = [.. topicArns.Distinct().Where(topic => !statements.OfType<JsonObject>().Any(statement => Admits(statement, queueArn, topic))).Order(StringComparer.Ordinal)];
        if (missing is []) return null;

        statements.Add(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = Sender },
            ["Action"] = "sqs:SendMessage",
            ["Resource"] = queueArn,
            ["Condition"] = new JsonObject { ["ArnLike"] = new JsonObject { [SourceArn] = new JsonArray([.. missing.Select(topic => JsonValue.Create(topic))]) } },
        });
        return document.ToJsonString(Readable);
    }

    // A single statement may stand without its brackets.
    private static JsonArray Statements(JsonObject document)
    {
        if (document["Statement"] is JsonArray several) return several;
        var only = document["Statement"];
        document.Remove("Statement");
        var statements = only is null ? new JsonArray() : new JsonArray(only);
        document["Statement"] = statements;
        return statements;
    }

    private static bool Admits(JsonObject statement, string queueArn, string topicArn) =>
        Text(statement["Effect"]).Contains("Allow")
        && IsSender(statement["Principal"])
        && Text(statement["Action"]).Any(action => Like(action, Sending))
        && Text(statement["Resource"]).Any(resource => Like(resource, queueArn))
        && (statement["Condition"] is not JsonObject condition || FromTopic(condition, topicArn));

    private static bool IsSender(JsonNode? principal) => principal switch
    {
        JsonObject of => Text(of["Service"]).Contains(Sender) || Text(of["AWS"]).Contains("*"),
        _ => Text(principal).Contains("*"),
    };

    // Any other condition may fail: then the topic is admitted by a statement of its own.
    private static bool FromTopic(JsonObject condition, string topicArn) =>
        condition.Count == 1 && condition.Single() is (var test, JsonObject { Count: 1 } keys)
        && keys.Single() is (var key, var values) && key.Equals(SourceArn, StringComparison.OrdinalIgnoreCase)
        && test switch
        {
            "ArnLike" or "ArnEquals" or "StringLike" => Text(values).Any(pattern => Like(pattern, topicArn)),
            "StringEquals" => Text(values).Contains(topicArn),
            _ => false,
        };

    private static IEnumerable<string> Text(JsonNode? node) => node switch
    {
        JsonArray several => several.Select(one => one?.GetValue<string>() ?? ""),
        JsonValue one when one.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static bool Like(string pattern, string text) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
