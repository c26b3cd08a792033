using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.DeadLetters;

/// <summary>
/// The dead letters of an SQS queue: those in its error queue and its queue of skipped messages, and those that SQS itself moved by the
/// queue's redrive policy.
/// </summary>
/// <param name="sqs">The client; it is disposed of with this.</param>
/// <param name="queue">The name of the queue that they came from.</param>
public sealed class SqsDeadLetters(IAmazonSQS sqs, string queue) : IDeadLetters
{
    private const int AtOnce = 10;

    /// <summary>Seconds for which a letter is kept from others while all are read, should this be broken off.</summary>
    private const int Hold = 60;

    /// <summary>Seconds that an empty answer takes, so that it comes from all of SQS's servers.</summary>
    private const int Wait = 1;

    /// <summary>Those of a queue in the account and region that the environment names, as every AWS SDK finds them.</summary>
    /// <exception cref="DeadLettersUnreachableException">The environment names no region.</exception>
    public static SqsDeadLetters Open(string queue) => Told(() => new SqsDeadLetters(new AmazonSQSClient(), queue));

    public Task<IReadOnlyList<DeadLetter>> ReadAsync(CancellationToken cancel) => ToldAsync<IReadOnlyList<DeadLetter>>(async () =>
    {
        var (_, deads) = await QueuesAsync(cancel);
        var letters = new List<DeadLetter>();
        foreach (var dead in deads)
            letters.AddRange(await ForEachAsync(dead, (_, _) => Task.FromResult(false), cancel));
        return [.. letters.OrderBy(letter => letter.At)];
    });

    public Task<IReadOnlyList<DeadLetter>> RedriveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) => ToldAsync<IReadOnlyList<DeadLetter>>(async () =>
    {
        var (source, deads) = await QueuesAsync(cancel);
        var sent = new List<DeadLetter>();
        foreach (var dead in deads)
        {
            await ForEachAsync(dead, async (message, letter) =>
            {
                if (ids.Count > 0 && !ids.Contains(letter.Id) && !(letter.MessageId is { } id && ids.Contains(id))) return false;
                await sqs.SendMessageAsync(new SendMessageRequest(source, message.Body) { MessageAttributes = Reading.OwnAttributes(message) }, cancel);
                sent.Add(letter);
                return true;
            }, cancel);
        }

        return sent;
    });

    public void Dispose() => sqs.Dispose();

    /// <summary>Takes every message of a dead queue in hand, deletes those that <paramref name="see"/> is done with, and lets go of the others.</summary>
    private async Task<IReadOnlyList<DeadLetter>> ForEachAsync(string url, Func<Message, DeadLetter, Task<bool>> see, CancellationToken cancel)
    {
        var (letters, kept) = (new Dictionary<string, DeadLetter>(), new List<string>());
        try
        {
            // One that comes again was held for too long: there are more than can be held at once.
            for (var comesAgain = false; !comesAgain && await ReceiveAsync(url, cancel) is { Count: > 0 } messages;)
            {
                foreach (var message in messages)
                {
                    comesAgain |= letters.ContainsKey(message.MessageId);
                    var letter = letters[message.MessageId] = Reading.Of(message, url.Split('/')[^1]);
                    if (await see(message, letter)) await sqs.DeleteMessageAsync(url, message.ReceiptHandle, CancellationToken.None);
                    else kept.Add(message.ReceiptHandle);
                }
            }
        }
        finally
        {
            foreach (var some in kept.Chunk(AtOnce)) await LetGoAsync(url, some);
        }

        return [.. letters.Values];
    }

    private async Task LetGoAsync(string url, string[] handles) => await sqs.ChangeMessageVisibilityBatchAsync(
        url,
        [
            .. handles.Select((handle, index) => new ChangeMessageVisibilityBatchRequestEntry(index.ToString(CultureInfo.InvariantCulture), handle)
            {
                VisibilityTimeout = 0,
            }),
        ],
        CancellationToken.None);

    private async Task<List<Message>> ReceiveAsync(string url, CancellationToken cancel) => (await sqs.ReceiveMessageAsync(
        new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = AtOnce,
            VisibilityTimeout = Hold,
            WaitTimeSeconds = Wait,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
        }, cancel)).Messages ?? [];

    private async Task<(string Source, IReadOnlyList<string> Deads)> QueuesAsync(CancellationToken cancel)
    {
        var region = sqs.Config.RegionEndpoint?.SystemName ?? sqs.Config.AuthenticationRegion ?? "this region";
        var source = await UrlAsync(queue, cancel) ?? throw new DeadLettersUnreachableException($"there is no queue {queue} in {region}");
        var policy = (await sqs.GetQueueAttributesAsync(source, [QueueAttributeName.RedrivePolicy], cancel)).Attributes?.GetValueOrDefault(QueueAttributeName.RedrivePolicy);
        string?[] names = [$"{queue}_error", $"{queue}_skipped", TargetOf(policy)];
        var urls = new List<string>();
        foreach (var name in names.OfType<string>().Distinct())
            if (await UrlAsync(name, cancel) is { } url) urls.Add(url);
        return (source, urls);
    }

    private static string? TargetOf(string? redrivePolicy)
    {
        if (string.IsNullOrEmpty(redrivePolicy)) return null;
        using var policy = JsonDocument.Parse(redrivePolicy);
        return policy.RootElement.TryGetProperty("deadLetterTargetArn", out var arn) ? arn.GetString()?.Split(':')[^1] : null;
    }

    private async Task<string?> UrlAsync(string name, CancellationToken cancel)
    {
        try
        {
            return (await sqs.GetQueueUrlAsync(name, cancel)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    private static T Told<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (AmazonClientException failure)
        {
            throw new DeadLettersUnreachableException($"SQS cannot be asked: {failure.Message}", failure);
        }
    }

    private static async Task<T> ToldAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new DeadLettersUnreachableException($"SQS cannot be asked: {failure.Message}", failure);
        }
    }
}
