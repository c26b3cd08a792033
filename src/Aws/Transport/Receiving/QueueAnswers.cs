using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Sending;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>What a queue is told of received messages, in batches: handled, given back, still in hand.</summary>
/// <remarks>Nothing here throws. An answer that does not reach the queue means that the message is delivered again, which may happen anyway.</remarks>
internal sealed class QueueAnswers
{
    private readonly Batcher<MessageLock> deletions;
    private readonly Batcher<(MessageLock Lock, TimeSpan Visibility)> changes;
    private readonly IAmazonSQS sqs;
    private readonly string queueUrl;

    /// <param name="sqs">The client.</param>
    /// <param name="queueUrl">The queue.</param>
    /// <param name="standing">Is told of outages: while answers wait, there may be no place for messages, and so no question that would meet them.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="patience">Ends the repeating of answers that fail in passing.</param>
    public QueueAnswers(IAmazonSQS sqs, string queueUrl, EndpointStanding standing, TimeProvider time, CancellationToken patience)
    {
        (this.sqs, this.queueUrl) = (sqs, queueUrl);
        deletions = new(batch => TellAsync(DeleteAsync(batch)), _ => 0, time, patience);
        changes = new(batch => TellAsync(ChangeAsync(batch)), _ => 0, time, patience);

        async Task<IReadOnlyList<Refusal>> TellAsync(Task<IReadOnlyList<Refusal>> answer)
        {
            try
            {
                return await answer.ConfigureAwait(false);
            }
            catch (Exception failure) when (!patience.IsCancellationRequested && Outage.MayPass(failure))
            {
                await standing.FailedAsync(failure).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>The message is done.</summary>
    public Task DeleteAsync(MessageLock message) => AnswerAsync(message, deletions.AddAsync(message, CancellationToken.None), "deleted");

    /// <summary>The message is for somebody else, after a pause.</summary>
    public Task ReturnAsync(MessageLock message, TimeSpan pause) => AnswerAsync(message, changes.AddAsync((message, pause), CancellationToken.None), "returned");

    /// <summary>The message stays in hand.</summary>
    /// <returns>Whether it does.</returns>
    public Task<bool> HoldAsync(MessageLock message, TimeSpan hold) => AnswerAsync(message, changes.AddAsync((message, hold), CancellationToken.None), "held");

    private static async Task<bool> AnswerAsync(MessageLock message, Task answer, string intent)
    {
        try
        {
            await answer.ConfigureAwait(false);
            return true;
        }
        catch (Exception failure)
        {
            LogContext.Warning?.Log("The message {MessageId} could not be {Intent} and will be delivered again: {Reason}", message.MessageId, intent, failure.Message);
            return false;
        }
    }

    private async Task<IReadOnlyList<Refusal>> DeleteAsync(IReadOnlyList<MessageLock> batch)
    {
        var answer = await sqs.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest(queueUrl, [.. batch.Select((message, index) => new DeleteMessageBatchRequestEntry(IdOf(index), message.ReceiptHandle))]),
            CancellationToken.None).ConfigureAwait(false);
        return RefusalsOf(answer.Failed);
    }

    private async Task<IReadOnlyList<Refusal>> ChangeAsync(IReadOnlyList<(MessageLock Lock, TimeSpan Visibility)> batch)
    {
        var answer = await sqs.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest(queueUrl,
            [
                .. batch.Select((change, index) => new ChangeMessageVisibilityBatchRequestEntry(IdOf(index), change.Lock.ReceiptHandle)
                {
                    VisibilityTimeout = (int)Math.Ceiling(change.Visibility.TotalSeconds),
                }),
            ]), CancellationToken.None).ConfigureAwait(false);
        return RefusalsOf(answer.Failed);
    }

    private static IReadOnlyList<Refusal> RefusalsOf(List<BatchResultErrorEntry>? failed) =>
        [.. (failed ?? []).Select(entry => new Refusal(
            int.Parse(entry.Id, CultureInfo.InvariantCulture), $"{entry.Code}: {entry.Message}", Outage.MayPass(entry.Code, entry.SenderFault)))];

    private static string IdOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
