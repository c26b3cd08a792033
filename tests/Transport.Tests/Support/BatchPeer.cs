using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.SQS.Internal;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests.Support;

/// <summary>
/// An SNS and SQS that answers the first batch of several entries with identifiers that a test gives, and acknowledges all entries of every
/// other batch.
/// </summary>
internal sealed partial class BatchPeer : IAsyncDisposable
{
    private const string Json = "application/x-amz-json-1.0";

    private readonly ConcurrentDictionary<string, bool> acknowledged = new();
    private readonly WirePeer wire;
    private readonly string[] accepted;
    private readonly string[] failed;
    private int isSaid;

    public BatchPeer(string[] accepted, string[] failed)
    {
        (this.accepted, this.failed) = (accepted, failed);
        wire = new(Answer);
        Sqs = CreateSqs(wire);
        Sns = new(TestBroker.Credentials, new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = wire.Endpoint.AbsoluteUri,
            AuthenticationRegion = TestBroker.Region,
            MaxErrorRetry = 0,
        });
    }

    public AmazonSQSClient Sqs { get; }

    public AmazonSimpleNotificationServiceClient Sns { get; }

    public string QueueUrl => $"{wire.Endpoint}1/q";

    /// <summary>The bodies or receipt handles of the entries that were acknowledged, and of which nothing else was said.</summary>
    public IEnumerable<string> Acknowledged => acknowledged.Keys;

    /// <summary>Whether a batch was answered as the test says.</summary>
    public bool IsSaid => isSaid > 0;

    public IEnumerable<string> Operations => wire.Heard.Select(request => Read(request).Operation).Distinct();

    public static AmazonSQSClient CreateSqs(WirePeer wire) => new(TestBroker.Credentials, new AmazonSQSConfig
    {
        ServiceURL = wire.Endpoint.AbsoluteUri,
        AuthenticationRegion = TestBroker.Region,
        MaxErrorRetry = 0,
    });

    /// <summary>An answer of SQS that acknowledges one entry, with its body.</summary>
    public static Said Acknowledge(string id, string body) => new(200, FormatSqs([(id, body)], [])) { ContentType = Json };

    public async ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        Sns.Dispose();
        await wire.DisposeAsync();
    }

    private Said Answer(Heard request)
    {
        var (operation, entries) = Read(request);
        var isTests = entries.Count > 1 && Interlocked.Exchange(ref isSaid, 1) == 0;
        var (good, bad) = isTests ? (accepted, failed) : ([.. entries.Keys], []);
        foreach (var (id, text) in entries)
            if (good.Contains(id) && !bad.Contains(id)) acknowledged[text] = true;
        return operation == "PublishBatch"
            ? new(200, FormatSns(good, bad))
            : new(200, FormatSqs([.. good.Select(id => (id, entries.GetValueOrDefault(id, "")))], bad)) { ContentType = Json };
    }

    private static (string Operation, Dictionary<string, string> Entries) Read(Heard request)
    {
        if (request.Headers.TryGetValue("X-Amz-Target", out var target))
        {
            var entries = JsonNode.Parse(request.Body)!["Entries"]!.AsArray();
            return (target.Split('.')[1], entries.ToDictionary(
                entry => entry!["Id"]!.GetValue<string>(),
                entry => (entry!["MessageBody"] ?? entry["ReceiptHandle"])!.GetValue<string>()));
        }

        var form = HttpUtility.ParseQueryString(request.Body);
        return (form["Action"]!, form.AllKeys.Where(key => EntryId().IsMatch(key!))
            .ToDictionary(key => form[key]!, key => form[EntryId().Replace(key!, "$1.Message")]!));
    }

    private static string FormatSns(string[] accepted, string[] failed) =>
        $"<PublishBatchResponse><PublishBatchResult><Successful>{Members(accepted, "<MessageId>m</MessageId>")}</Successful>"
        + $"<Failed>{Members(failed, "<Code>InternalError</Code><SenderFault>false</SenderFault>")}</Failed>"
        + "</PublishBatchResult></PublishBatchResponse>";

    private static string Members(string[] ids, string members) =>
        string.Concat(ids.Select(id => $"<member><Id>{id}</Id>{members}</member>"));

    // The client compares the digest of what it sent.
    private static string FormatSqs((string Id, string Body)[] accepted, string[] failed) => new JsonObject
    {
        ["Successful"] = new JsonArray([.. accepted.Select(entry => new JsonObject
        {
            ["Id"] = entry.Id,
            ["MessageId"] = "m",
            ["MD5OfMessageBody"] = ValidationResponseHandler.CalculateMD5(entry.Body),
        })]),
        ["Failed"] = new JsonArray(
            [.. failed.Select(id => new JsonObject { ["Id"] = id, ["Code"] = "InternalError", ["SenderFault"] = false })]),
    }.ToJsonString();

    [GeneratedRegex(@"^(PublishBatchRequestEntries\.member\.\d+)\.Id$")]
    private static partial Regex EntryId();
}
