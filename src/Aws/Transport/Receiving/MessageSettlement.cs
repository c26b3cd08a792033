using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Transport.Batching;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Deletes, returns and extends received messages, in batches.</summary>
/// <remarks>Nothing here throws: if a call fails, the message is delivered again, which consumers must expect anyway.</remarks>
internal sealed class MessageSettlement
{
    /// <summary>One: nobody waits for a deletion except the prefetch slot of its message.</summary>
    private const int EagerCalls = 1;

    private readonly Batcher<MessageLock> deletions;
    private readonly Batcher<(MessageLock Lock, TimeSpan Visibility)> changes;
    private readonly IAmazonSQS sqs;
    private readonly string queueUrl;

    /// <param name="sqs">The client.</param>
    /// <param name="queueUrl">The queue.</param>
    /// <param name="health">Gets outages reported: with all slots taken by waiting settlements, no receive call would notice.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="giveUp">Ends the retries of transient failures.</param>
    public MessageSettlement(IAmazonSQS sqs, string queueUrl, EndpointHealth health, TimeProvider time, CancellationToken giveUp)
    {
        (this.sqs, this.queueUrl) = (sqs, queueUrl);
        deletions = new(batch => ReportOutageAsync(DeleteBatchAsync(batch)), _ => 0, EagerCalls, time, giveUp);
        changes = new(batch => ReportOutageAsync(ChangeBatchAsync(batch)), _ => 0, EagerCalls, time, giveUp);

        async Task<IReadOnlyList<RejectedEntry>> ReportOutageAsync(Task<IReadOnlyList<RejectedEntry>> call)
        {
            try
            {
                return await call.ConfigureAwait(false);
            }
            catch (Exception failure) when (!giveUp.IsCancellationRequested && TransientErrors.IsTransient(failure))
            {
                await health.ReportFaultedAsync(failure).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Deletes a handled message.</summary>
    public Task DeleteAsync(MessageLock message) =>
        SettleAsync(message, deletions.AddAsync(message, CancellationToken.None), "deleted");

    /// <summary>Returns a message to its queue, visible after a pause.</summary>
    public Task ReturnAsync(MessageLock message, TimeSpan pause) =>
        SettleAsync(message, changes.AddAsync((message, pause), CancellationToken.None), "returned");

    /// <summary>Extends the visibility timeout of a message in process.</summary>
    /// <returns>Whether it was extended.</returns>
    public Task<bool> ExtendAsync(MessageLock message, TimeSpan visibility) =>
        SettleAsync(message, changes.AddAsync((message, visibility), CancellationToken.None), "extended");

    private static async Task<bool> SettleAsync(MessageLock message, Task call, string action)
    {
        try
        {
            await call.ConfigureAwait(false);
            return true;
        }
        catch (QueueDoesNotExistException)
        {
            return false; // the message went with its queue, which the polls report
        }
        catch (Exception failure)
        {
            LogContext.Warning?.Log(
                "Message {MessageId} could not be {Action} and will be delivered again: {Reason}",
                message.MessageId, action, failure.Message);
            return false;
        }
    }

    private async Task<IReadOnlyList<RejectedEntry>> DeleteBatchAsync(IReadOnlyList<MessageLock> batch)
    {
        var entries = batch.Select(
            (message, index) => new DeleteMessageBatchRequestEntry(BatchAnswer.EntryId(index), message.ReceiptHandle));
        var request = new DeleteMessageBatchRequest(queueUrl, [.. entries]);
        var answer = await sqs.DeleteMessageBatchAsync(request, CancellationToken.None).ConfigureAwait(false);
        return RejectedEntries.Find(batch.Count, answer.Successful?.Select(entry => entry.Id), answer.Failed);
    }

    private async Task<IReadOnlyList<RejectedEntry>> ChangeBatchAsync(IReadOnlyList<(MessageLock Lock, TimeSpan Visibility)> batch)
    {
        var entries = batch.Select((change, index) =>
            new ChangeMessageVisibilityBatchRequestEntry(BatchAnswer.EntryId(index), change.Lock.ReceiptHandle)
            {
                VisibilityTimeout = (int)Math.Ceiling(change.Visibility.TotalSeconds),
            });
        var request = new ChangeMessageVisibilityBatchRequest(queueUrl, [.. entries]);
        var answer = await sqs.ChangeMessageVisibilityBatchAsync(request, CancellationToken.None).ConfigureAwait(false);
        return RejectedEntries.Find(batch.Count, answer.Successful?.Select(entry => entry.Id), answer.Failed);
    }
}
