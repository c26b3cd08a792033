using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>Receives every fact that the fleet's hosts publish, and sends them again.</summary>
internal sealed class FactRepeater : IAsyncDisposable
{
    private readonly AmazonSQSClient sqs;
    private readonly string heard;
    private readonly string facts;

    private FactRepeater(AmazonSQSClient sqs, string heard, string facts) => (this.sqs, this.heard, this.facts) = (sqs, heard, facts);

    public static async Task<FactRepeater> OfAsync(Fleet fleet)
    {
        var credentials = new BasicAWSCredentials("testing", "testing");
        var url = fleet.Aws["AWS_ENDPOINT_URL"];
        var sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });
        using var sns = new AmazonSimpleNotificationServiceClient(
            credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });

        var heard = (await sqs.CreateQueueAsync($"{fleet.Scope}_echo")).QueueUrl;
        var arn = (await sqs.GetQueueAttributesAsync(heard, ["QueueArn"])).QueueARN;
        var topics = (await sns.ListTopicsAsync(new ListTopicsRequest())).Topics;
        foreach (var topic in topics.Where(topic => topic.TopicArn.Contains(fleet.Scope)))
        {
            await sns.SubscribeAsync(new SubscribeRequest
            {
                TopicArn = topic.TopicArn,
                Protocol = "sqs",
                Endpoint = arn,
                Attributes = new() { ["RawMessageDelivery"] = "true" },
            });
        }

        return new FactRepeater(sqs, heard, (await sqs.GetQueueUrlAsync($"{fleet.Scope}_facts")).QueueUrl);
    }

    /// <summary>Sends every message that it received so many times more, in random order.</summary>
    /// <returns>How many messages it received.</returns>
    public async Task<int> RepeatAsync(int times)
    {
        var messages = new List<Message>();
        var request = new ReceiveMessageRequest(heard) { MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] };
        while ((await sqs.ReceiveMessageAsync(request)).Messages is [_, ..] some)
        {
            messages.AddRange(some);
            foreach (var message in some) await sqs.DeleteMessageAsync(heard, message.ReceiptHandle);
        }

        var again = Enumerable.Repeat(messages, times).SelectMany(all => all).ToArray();
        Random.Shared.Shuffle(again);
        foreach (var message in again)
            await sqs.SendMessageAsync(new SendMessageRequest(facts, message.Body) { MessageAttributes = message.MessageAttributes });
        return messages.Count;
    }

    /// <summary>Waits until the projectors have consumed every message of their queue.</summary>
    public Task IsConsumedAsync() => Eventually.ThatAsync(async () =>
    {
        var left = await sqs.GetQueueAttributesAsync(facts, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        return left.ApproximateNumberOfMessages + left.ApproximateNumberOfMessagesNotVisible == 0;
    }, "every message is consumed", TimeSpan.FromMinutes(2));

    public ValueTask DisposeAsync()
    {
        sqs.Dispose();
        return ValueTask.CompletedTask;
    }
}
