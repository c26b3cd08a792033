using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox.Sns;

namespace Pipeline.Producer.Tests.Support;

/// <summary>A queue in moto that is subscribed, raw, to the topics of all kinds of facts, and everything that it was sent.</summary>
internal sealed class FactQueue : IDisposable
{
    /// <summary>Where moto keeps topics.</summary>
    public const string TopicArn = "arn:aws:sns:us-east-1:123456789012";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly IReadOnlyList<Type> Kinds =
    [
        typeof(ContainerStarted),
        typeof(ContainerStopping),
        typeof(ContainerPaused),
        typeof(ContainerStopped),
        typeof(HostReported),
        typeof(HostLeft),
    ];

    private static int queues;

    private readonly AmazonSQSClient sqs;
    private readonly List<Message> messages = [];
    private readonly string url;

    private FactQueue(Uri endpoint, string scope, AmazonSQSClient sqs, string url) =>
        (Endpoint, Scope, this.sqs, this.url) = (endpoint, scope, sqs, url);

    /// <summary>Where moto answers.</summary>
    public Uri Endpoint { get; }

    /// <summary>What its topics' names begin with.</summary>
    public string Scope { get; }

    public IReadOnlyList<Message> Messages => messages;

    public IReadOnlyList<IHostFact> Facts => [.. messages.Select(FactOf)];

    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("testing", "testing");

    public static async Task<FactQueue> CreateAsync(Moto moto)
    {
        var endpoint = await moto.EndpointAsync();
        var scope = $"agent{Interlocked.Increment(ref queues)}";
        var sqs = new AmazonSQSClient(
            Credentials, new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var url = (await sqs.CreateQueueAsync($"{scope}_heard")).QueueUrl;
        var queue = new FactQueue(endpoint, scope, sqs, url);
        await queue.SubscribeAsync();
        return queue;
    }

    /// <summary>Creates the topics that do not exist, and subscribes to all.</summary>
    public async Task SubscribeAsync()
    {
        using var sns = Sns(Endpoint);
        var arn = (await sqs.GetQueueAttributesAsync(url, ["QueueArn"])).QueueARN;
        foreach (var kind in Kinds)
        {
            var topic = await sns.CreateTopicAsync(new() { Name = FactTopics.FormatName(kind, Scope) });
            await sns.SubscribeAsync(new()
            {
                TopicArn = topic.TopicArn,
                Protocol = "sqs",
                Endpoint = arn,
                Attributes = new() { ["RawMessageDelivery"] = "true" },
            });
        }
    }

    /// <summary>A client of the SNS at an endpoint, which gives up soon.</summary>
    public static AmazonSimpleNotificationServiceClient Sns(Uri endpoint) => new(
        Credentials,
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });

    /// <summary>Waits until what was sent satisfies.</summary>
    /// <param name="meanwhile">Done before each look.</param>
    public async Task<IReadOnlyList<IHostFact>> SeesAsync(
        Predicate<IReadOnlyList<IHostFact>> facts, string what, Action? meanwhile = null) =>
        await Eventually.GetAsync(
            async () =>
            {
                meanwhile?.Invoke();
                await ReceiveAsync();
                return Facts;
            },
            facts, what, Patience);

    public static JsonNode EnvelopeOf(Message message) => JsonNode.Parse(message.Body)!;

    public void Dispose() => sqs.Dispose();

    private async Task ReceiveAsync()
    {
        var answer = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] });
        foreach (var message in answer.Messages ?? [])
        {
            messages.Add(message);
            await sqs.DeleteMessageAsync(url, message.ReceiptHandle);
        }
    }

    private static IHostFact FactOf(Message message)
    {
        var envelope = EnvelopeOf(message);
        var kind = Kinds.Single(type => envelope["messageType"]![0]!.GetValue<string>() == $"urn:message:{type.Namespace}:{type.Name}");
        return (IHostFact)envelope["message"].Deserialize(ContractsJson.Default.GetTypeInfo(kind)!)!;
    }
}
