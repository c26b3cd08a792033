using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>The batches on their way to each queue and topic, shared by the whole bus.</summary>
/// <param name="longestDelay">The longest that one message is delayed.</param>
/// <param name="patience">Ends the repeating of what fails in passing.</param>
internal sealed class Senders(IAmazonSQS sqs, IAmazonSimpleNotificationService sns, TimeSpan longestDelay, TimeProvider time, CancellationToken patience)
{
    /// <summary>A message that is to come later tells when, because SQS delays by 15 minutes at most: whoever receives it early sends it on.</summary>
    public const string DueAttribute = "MT-Due";

    private readonly ConcurrentDictionary<string, Batcher<OutgoingMessage>> queues = new();
    private readonly ConcurrentDictionary<string, Batcher<OutgoingMessage>> topics = new();

    /// <summary>Longer delays take several hops.</summary>
    public TimeSpan LongestDelay => longestDelay;

    public Task SendAsync(string queueUrl, OutgoingMessage message, CancellationToken cancel) =>
        queues.GetOrAdd(queueUrl, url => new(batch => SendAsync(url, batch), outgoing => outgoing.Size, time, patience)).AddAsync(message, cancel);

    public Task PublishAsync(string topicArn, OutgoingMessage message, CancellationToken cancel) =>
        topics.GetOrAdd(topicArn, arn => new(batch => PublishAsync(arn, batch), outgoing => outgoing.Size, time, patience)).AddAsync(message, cancel);

    private async Task<IReadOnlyList<Refusal>> SendAsync(string queueUrl, IReadOnlyList<OutgoingMessage> batch)
    {
        var answer = await sqs.SendMessageBatchAsync(
            new SendMessageBatchRequest(queueUrl, [.. batch.Select((message, index) => EntryOf(index, message))]), CancellationToken.None).ConfigureAwait(false);
        return [.. (answer.Failed ?? []).Select(failed => new Refusal(IndexOf(failed.Id), $"{failed.Code}: {failed.Message}", Outage.MayPass(failed.Code, failed.SenderFault)))];
    }

    private async Task<IReadOnlyList<Refusal>> PublishAsync(string topicArn, IReadOnlyList<OutgoingMessage> batch)
    {
        var answer = await sns.PublishBatchAsync(
            new PublishBatchRequest
            {
                TopicArn = topicArn,
                PublishBatchRequestEntries =
                [
                    .. batch.Select((message, index) => new PublishBatchRequestEntry
                    {
                        Id = IdOf(index),
                        Message = message.Body,
                        MessageAttributes = message.Attributes.ToDictionary(
                            attribute => attribute.Key,
                            attribute => new Amazon.SimpleNotificationService.Model.MessageAttributeValue { DataType = MessageSize.AttributeType, StringValue = attribute.Value }),
                    }),
                ],
            }, CancellationToken.None).ConfigureAwait(false);
        return [.. (answer.Failed ?? []).Select(failed => new Refusal(IndexOf(failed.Id), $"{failed.Code}: {failed.Message}", Outage.MayPass(failed.Code, failed.SenderFault)))];
    }

    private SendMessageBatchRequestEntry EntryOf(int index, OutgoingMessage message)
    {
        var entry = new SendMessageBatchRequestEntry(IdOf(index), message.Body)
        {
            MessageAttributes = message.Attributes.ToDictionary(
                attribute => attribute.Key,
                attribute => new Amazon.SQS.Model.MessageAttributeValue { DataType = MessageSize.AttributeType, StringValue = attribute.Value }),
        };
        if (message.Due is not { } due) return entry;

        // Rounded up: a message may be late, and not early.
        var delay = due - time.GetUtcNow();
        entry.DelaySeconds = (int)Math.Ceiling(Math.Clamp(delay.TotalSeconds, 0, LongestDelay.TotalSeconds));
        return entry;
    }

    private static string IdOf(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static int IndexOf(string id) => int.Parse(id, CultureInfo.InvariantCulture);
}
