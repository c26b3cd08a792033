using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Aws.Answers;

namespace Pipeline.Aws.DeadLetters;

/// <summary>
/// The dead letters of an SQS queue: those in its error queue, in its skipped queue, and in the target of its redrive policy.
/// </summary>
/// <param name="sqs">The client; disposed with this object.</param>
/// <param name="queue">The name of the source queue.</param>
public sealed class SqsDeadLetters(IAmazonSQS sqs, string queue) : IDeadLetters
{
    private const int BatchSize = 10;

    /// <summary>Seconds that a message stays invisible if this process stops while it reads.</summary>
    private const int VisibilitySeconds = 60;

    /// <summary>Seconds of long polling; without it SQS asks only some of its servers.</summary>
    private const int WaitSeconds = 1;

    /// <summary>Opens those of a queue in the account and region of the environment.</summary>
    /// <exception cref="DeadLettersUnreachableException">The environment names no region.</exception>
    public static SqsDeadLetters Open(string queue) => WrapFailures(() => new SqsDeadLetters(new AmazonSQSClient(), queue));

    public Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel) => WrapFailuresAsync<IReadOnlyList<DeadLetter>>(async () =>
    {
        var (_, deadQueues) = await DeadLetterQueues.FindAsync(sqs, queue, cancel);
        var letters = new List<DeadLetter>();
        foreach (var dead in deadQueues)
            letters.AddRange(await ForEachAsync(dead, (_, _) => Task.FromResult(false), cancel));
        return [.. letters.OrderBy(letter => letter.At)];
    }, cancel);

    public Task<IReadOnlyList<QueueDepth>> CountAsync(CancellationToken cancel) => WrapFailuresAsync<IReadOnlyList<QueueDepth>>(async () =>
    {
        var (source, deadQueues) = await DeadLetterQueues.FindAsync(sqs, queue, cancel);
        return [.. await Task.WhenAll(deadQueues.Prepend(source).Select(async url =>
        {
            var attributes = (await sqs.GetQueueAttributesAsync(
                url,
                [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible],
                cancel)).Attributes;
            return new QueueDepth(
                url.Split('/')[^1], Number(attributes, QueueAttributeName.ApproximateNumberOfMessages),
                Number(attributes, QueueAttributeName.ApproximateNumberOfMessagesNotVisible), url == source);
        }))];
    }, cancel);

    public Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        WrapFailuresAsync<IReadOnlyList<DeadLetter>>(async () =>
        {
            var (source, deadQueues) = await DeadLetterQueues.FindAsync(sqs, queue, cancel);
            var sent = new List<DeadLetter>();
            foreach (var dead in deadQueues)
            {
                await ForEachAsync(dead, async (message, letter) =>
                {
                    if (ids.Count > 0 && !ids.Contains(letter.Id) && !(letter.MessageId is { } id && ids.Contains(id))) return false;
                    var attributes = DeadLetterParser.OwnAttributes(message);
                    var answer = await sqs.SendMessageAsync(
                        new SendMessageRequest(source, message.Body) { MessageAttributes = attributes }, cancel);
                    if (string.IsNullOrEmpty(answer.MessageId)) throw new NotAnAnswerException("SendMessage", "it has no MessageId");
                    sent.Add(letter);
                    return true;
                }, cancel);
            }

            return sent;
        }, cancel);

    public void Dispose() => sqs.Dispose();

    /// <summary>
    /// Receives every message of a queue, deletes those for which <paramref name="handle"/> returns true, and returns the others.
    /// </summary>
    private async Task<IReadOnlyList<DeadLetter>> ForEachAsync(
        string url, Func<Message, DeadLetter, Task<bool>> handle, CancellationToken cancel)
    {
        var (letters, returned) = (new Dictionary<string, DeadLetter>(), new List<string>());
        try
        {
            // A second delivery means that the visibility timeout passed: the queue holds more than can be read in that time.
            for (var redelivered = false; !redelivered && await ReceiveAsync(url, cancel) is { Count: > 0 } messages;)
            {
                foreach (var message in messages)
                {
                    redelivered |= letters.ContainsKey(message.MessageId);
                    var letter = letters[message.MessageId] = DeadLetterParser.Parse(message, url.Split('/')[^1]);
                    if (await handle(message, letter)) await sqs.DeleteMessageAsync(url, message.ReceiptHandle, CancellationToken.None);
                    else returned.Add(message.ReceiptHandle);
                }
            }
        }
        finally
        {
            foreach (var batch in returned.Chunk(BatchSize)) await ReturnAsync(url, batch);
        }

        return [.. letters.Values];
    }

    private async Task ReturnAsync(string url, string[] handles) => await sqs.ChangeMessageVisibilityBatchAsync(
        url,
        [
            .. handles.Select(
                (handle, index) => new ChangeMessageVisibilityBatchRequestEntry(BatchAnswer.EntryId(index), handle)
            {
                VisibilityTimeout = 0,
            }),
        ],
        CancellationToken.None);

    private async Task<List<Message>> ReceiveAsync(string url, CancellationToken cancel) => (await sqs.ReceiveMessageAsync(
        new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = BatchSize,
            VisibilityTimeout = VisibilitySeconds,
            WaitTimeSeconds = WaitSeconds,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
        }, cancel)).Messages ?? [];

    private static long Number(Dictionary<string, string>? attributes, QueueAttributeName name) =>
        long.TryParse(attributes?.GetValueOrDefault(name.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new NotAnAnswerException("GetQueueAttributes", $"it has no {name.Value}");

    private static T WrapFailures<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (AmazonClientException failure)
        {
            throw new DeadLettersUnreachableException($"SQS cannot be reached: {failure.Message}", failure);
        }
    }

    private static async Task<T> WrapFailuresAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            throw new DeadLettersUnreachableException($"SQS cannot be reached: {failure.Message}", failure);
        }
    }
}
