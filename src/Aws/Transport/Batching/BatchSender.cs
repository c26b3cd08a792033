using System.Collections.Concurrent;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Aws.Answers;
using SnsAttribute = Amazon.SimpleNotificationService.Model.MessageAttributeValue;
using SqsAttribute = Amazon.SQS.Model.MessageAttributeValue;

namespace Pipeline.Aws.Transport.Batching;

/// <summary>
/// Sends messages to queues and topics in batches: one <see cref="Batcher{T}"/> per destination, shared by the whole bus.
/// </summary>
/// <param name="maxDelay">The longest delay that one message gets.</param>
/// <param name="giveUp">Ends the retries of transient failures.</param>
internal sealed class BatchSender(
    IAmazonSQS sqs, IAmazonSimpleNotificationService sns, TimeSpan maxDelay, TimeProvider time, CancellationToken giveUp)
{
    /// <summary>The due time of a message that SQS cannot delay for long enough (15 minutes): an early receiver sends it again.</summary>
    public const string DueAttribute = "MT-Due";

    /// <summary>Two, so that a single message does not wait for another's round trip.</summary>
    private const int EagerCalls = 2;

    private readonly ConcurrentDictionary<string, Batcher<OutgoingMessage>> queues = new();
    private readonly ConcurrentDictionary<string, Batcher<OutgoingMessage>> topics = new();

    /// <summary>The longest delay of one message; longer delays take several hops.</summary>
    public TimeSpan MaxDelay => maxDelay;

    public Task SendAsync(string queueUrl, OutgoingMessage message, CancellationToken cancel) =>
        queues.GetOrAdd(queueUrl, url => CreateBatcher(batch => SendBatchAsync(url, batch))).AddAsync(message, cancel);

    public Task PublishAsync(string topicArn, OutgoingMessage message, CancellationToken cancel) =>
        topics.GetOrAdd(topicArn, arn => CreateBatcher(batch => PublishBatchAsync(arn, batch))).AddAsync(message, cancel);

    private Batcher<OutgoingMessage> CreateBatcher(Func<IReadOnlyList<OutgoingMessage>, Task<IReadOnlyList<RejectedEntry>>> call) =>
        new(call, message => message.Size, EagerCalls, time, giveUp);

    private async Task<IReadOnlyList<RejectedEntry>> SendBatchAsync(string queueUrl, IReadOnlyList<OutgoingMessage> batch)
    {
        var request = new SendMessageBatchRequest(queueUrl, [.. batch.Select((message, index) => SqsEntry(index, message))]);
        var response = await CallAsync(request).ConfigureAwait(false);
        return RejectedEntries.Find(batch.Count, response.Successful?.Select(entry => entry.Id), response.Failed);
    }

    private async Task<SendMessageBatchResponse> CallAsync(SendMessageBatchRequest request)
    {
        try
        {
            return await sqs.SendMessageBatchAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        catch (KeyNotFoundException failure)
        {
            // AWSSDK.SQS compares digests, and looks for the entry of an identifier that was not sent.
            throw new NotAnAnswerException("SendMessageBatch", failure.Message, cause: failure);
        }
    }

    private async Task<IReadOnlyList<RejectedEntry>> PublishBatchAsync(string topicArn, IReadOnlyList<OutgoingMessage> batch)
    {
        var request = new PublishBatchRequest
        {
            TopicArn = topicArn,
            PublishBatchRequestEntries = [.. batch.Select((message, index) => SnsEntry(index, message))],
        };
        var response = await sns.PublishBatchAsync(request, CancellationToken.None).ConfigureAwait(false);
        return RejectedEntries.Find(
            batch.Count,
            response.Successful?.Select(entry => entry.Id),
            response.Failed,
            entry => (entry.Id, entry.Code, entry.Message, entry.SenderFault));
    }

    private static PublishBatchRequestEntry SnsEntry(int index, OutgoingMessage message) => new()
    {
        Id = BatchAnswer.EntryId(index),
        Message = message.Body,
        MessageAttributes = message.Attributes.ToDictionary(
            attribute => attribute.Key,
            attribute => new SnsAttribute { DataType = MessageLimits.AttributeType, StringValue = attribute.Value }),
    };

    private SendMessageBatchRequestEntry SqsEntry(int index, OutgoingMessage message)
    {
        var entry = new SendMessageBatchRequestEntry(BatchAnswer.EntryId(index), message.Body)
        {
            MessageAttributes = message.Attributes.ToDictionary(
                attribute => attribute.Key,
                attribute => new SqsAttribute { DataType = MessageLimits.AttributeType, StringValue = attribute.Value }),
        };
        if (message.Due is not { } due) return entry;

        // Rounded up: a message may be late, but never early.
        var delay = due - time.GetUtcNow();
        entry.DelaySeconds = (int)Math.Ceiling(Math.Clamp(delay.TotalSeconds, 0, MaxDelay.TotalSeconds));
        return entry;
    }
}
