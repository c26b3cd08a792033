using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Tests.RealParts;

namespace Pipeline.Aws.Tests.SimpleNotificationService;

/// <summary>Each operation against moto.</summary>
public sealed class When_topics_are_managed(Moto moto) : IAsyncLifetime
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");
    private readonly string name = $"topic-{Guid.NewGuid():N}";
    private AmazonSimpleNotificationServiceClient sns = null!;
    private AmazonSQSClient sqs = null!;

    public async ValueTask InitializeAsync()
    {
        var endpoint = (await moto.EndpointAsync()).AbsoluteUri;
        sns = new(Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        sqs = new(Credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
    }

    public ValueTask DisposeAsync()
    {
        sns?.Dispose();
        sqs?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_topic_is_created_once_listed_and_deleted()
    {
        var arn = await CreateTopicAsync();
        (await CreateTopicAsync()).ShouldBe(arn);
        arn.ShouldEndWith($":{name}");

        (await TopicsAsync()).ShouldContain(arn);
        await sns.DeleteTopicAsync(new DeleteTopicRequest(arn));
        (await TopicsAsync()).ShouldNotContain(arn);
    }

    [Fact]
    public async Task A_topics_attributes_are_set_and_read()
    {
        var arn = (await sns.CreateTopicAsync(new CreateTopicRequest(name)
        {
            Attributes = new() { ["DisplayName"] = "one & two <three>" },
            Tags = [new Tag { Key = "owner", Value = "pipeline" }],
        })).TopicArn;
        (await sns.GetTopicAttributesAsync(new GetTopicAttributesRequest(arn))).Attributes["DisplayName"].ShouldBe("one & two <three>");

        await sns.SetTopicAttributesAsync(new SetTopicAttributesRequest(arn, "DisplayName", "four"));
        var attributes = (await sns.GetTopicAttributesAsync(new GetTopicAttributesRequest(arn))).Attributes;
        attributes["DisplayName"].ShouldBe("four");
        attributes["TopicArn"].ShouldBe(arn);
    }

    [Fact]
    public async Task A_subscription_is_created_changed_listed_and_deleted()
    {
        var topic = await CreateTopicAsync();
        var (_, queue) = await CreateQueueAsync();
        var subscription = (await sns.SubscribeAsync(new SubscribeRequest(topic, "sqs", queue)
        {
            Attributes = new() { ["RawMessageDelivery"] = "true" },
            ReturnSubscriptionArn = true,
        })).SubscriptionArn;

        var listed = (
            await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest(topic))).Subscriptions.ShouldHaveSingleItem();
        (listed.SubscriptionArn, listed.TopicArn, listed.Protocol, listed.Endpoint).ShouldBe((subscription, topic, "sqs", queue));

        await sns.SetSubscriptionAttributesAsync(new SetSubscriptionAttributesRequest(subscription, "RawMessageDelivery", "false"));
        (await sns.GetSubscriptionAttributesAsync(
            new GetSubscriptionAttributesRequest(subscription))).Attributes["RawMessageDelivery"].ShouldBe("false");

        await sns.UnsubscribeAsync(new UnsubscribeRequest(subscription));
        (await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest(topic))).Subscriptions.ShouldBeNull();
    }

    [Fact]
    public async Task Messages_reach_a_subscribed_queue_with_their_attributes()
    {
        var topic = await CreateTopicAsync();
        var (url, queue) = await CreateQueueAsync();
        await sns.SubscribeAsync(new SubscribeRequest(topic, "sqs", queue) { Attributes = new() { ["RawMessageDelivery"] = "true" } });

        (await sns.PublishAsync(new PublishRequest(
            topic, "one & ünë\n+two")
        { MessageAttributes = new() { ["kind"] = Text("a=b&c") } })).MessageId.ShouldNotBeNullOrEmpty();
        var batch = await sns.PublishBatchAsync(new PublishBatchRequest
        {
            TopicArn = topic,
            PublishBatchRequestEntries = [.. Enumerable.Range(0, 10)
                .Select(n => new PublishBatchRequestEntry { Id = $"e{n}", Message = $"batch {n}" })],
        });
        batch.Successful.Select(entry => entry.Id).ShouldBe(Enumerable.Range(0, 10).Select(n => $"e{n}"), ignoreOrder: true);
        batch.Failed.ShouldBeNull();

        var messages = await ReceiveAsync(url, 11);
        messages.Select(message => message.Body)
            .ShouldBe(["one & ünë\n+two", .. Enumerable.Range(0, 10).Select(n => $"batch {n}")], ignoreOrder: true);
        messages.Single(message => message.Body.StartsWith("one", StringComparison.Ordinal)).MessageAttributes["kind"].StringValue.ShouldBe(
            "a=b&c");
    }

    [Fact]
    public async Task A_missing_topic_is_not_found()
    {
        var failure = await Should.ThrowAsync<NotFoundException>(
            sns.GetTopicAttributesAsync(new GetTopicAttributesRequest($"arn:aws:sns:us-east-1:123456789012:{name}")));

        (failure.ErrorCode, failure.StatusCode, failure.ErrorType)
            .ShouldBe(("NotFound", System.Net.HttpStatusCode.NotFound, ErrorType.Sender));
        failure.Message.ShouldNotBeNullOrEmpty();
    }

    private static Amazon.SimpleNotificationService.Model.MessageAttributeValue Text(string value) =>
        new() { DataType = "String", StringValue = value };

    private async Task<string> CreateTopicAsync() => (await sns.CreateTopicAsync(new CreateTopicRequest(name))).TopicArn;

    private async Task<(string Url, string Arn)> CreateQueueAsync()
    {
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest(name))).QueueUrl;
        return (url, (await sqs.GetQueueAttributesAsync(url, ["QueueArn"])).QueueARN);
    }

    private async Task<List<string>> TopicsAsync()
    {
        List<string> topics = [];
        string? next = null;
        do
        {
            var page = await sns.ListTopicsAsync(new ListTopicsRequest(next));
            topics.AddRange((page.Topics ?? []).Select(topic => topic.TopicArn));
            next = page.NextToken;
        }
        while (next is not null);
        return topics;
    }

    private async Task<List<Message>> ReceiveAsync(string url, int count)
    {
        List<Message> messages = [];
        await Eventually.ThatAsync(
            async () =>
            {
                var received = await sqs.ReceiveMessageAsync(
                    new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] });
                messages.AddRange(received.Messages ?? []);
                return messages.Count >= count;
            },
            $"{count} messages arrive");
        return messages;
    }
}
