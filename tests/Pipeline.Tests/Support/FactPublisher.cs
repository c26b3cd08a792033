using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Pipeline.Contracts;

namespace Pipeline.Tests.Support;

/// <summary>Publishes facts to SNS that no agent would.</summary>
internal sealed class FactPublisher : IDisposable
{
    private readonly AmazonSimpleNotificationServiceClient sns;
    private readonly string scope;

    public FactPublisher(Uri endpoint, string scope)
    {
        this.scope = scope;
        sns = new AmazonSimpleNotificationServiceClient(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonSimpleNotificationServiceConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
    }

    public Task PublishAsync(IHostFact fact) =>
        PublishAsync(fact.GetType(), JsonSerializer.SerializeToNode(fact, ContractsJson.Default.GetTypeInfo(fact.GetType())!));

    /// <summary>Publishes what calls itself a fact, and cannot be read as one.</summary>
    public Task PublishUnreadableAsync() => PublishAsync(typeof(ContainerStopped), new JsonObject { ["host"] = 7 });

    private async Task PublishAsync(Type kind, JsonNode? message)
    {
        var envelope = new JsonObject
        {
            ["messageId"] = Guid.NewGuid(),
            ["messageType"] = new JsonArray($"urn:message:{kind.Namespace}:{kind.Name}"),
            ["message"] = message,
        };
        var topic = await sns.CreateTopicAsync(new CreateTopicRequest($"{scope}_{kind.Namespace!.Replace('.', '_')}-{kind.Name}"));
        await sns.PublishAsync(new PublishRequest(topic.TopicArn, envelope.ToJsonString())
        {
            MessageAttributes = new()
            {
                ["Content-Type"] = new() { DataType = "String", StringValue = "application/vnd.masstransit+json" },
            },
        });
    }

    public void Dispose() => sns.Dispose();
}
