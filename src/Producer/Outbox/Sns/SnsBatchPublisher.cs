using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>What became of a batch.</summary>
/// <param name="Unpublished">The facts that are to be published again.</param>
/// <param name="Reason">Why, as text for people.</param>
/// <param name="Cause">The underlying failure; null if SNS answered with a refusal.</param>
internal sealed record BatchResult(IReadOnlyList<IHostFact> Unpublished, string Reason = "", Exception? Cause = null)
{
    /// <summary>No fact is to be published again.</summary>
    public static readonly BatchResult Complete = new([]);
}

/// <summary>
/// Publishes a batch by one call, and separates facts that SNS can never accept from those that are to be published again. If SNS refuses a
/// batch as a whole, publishes its messages one by one, so that one bad message does not delay the others.
/// </summary>
/// <param name="sns">Publishes.</param>
/// <param name="topics">The topic of each kind of fact.</param>
/// <param name="refuse">Called for each fact that can never be published, with the reason.</param>
internal sealed class SnsBatchPublisher(IAmazonSimpleNotificationService sns, FactTopics topics, Action<IHostFact, string> refuse)
{
    /// <summary>Codes that mean a faulty entry. Other faults of the sender, such as a missing key, can be corrected outside.</summary>
    private static readonly HashSet<string> FaultyEntry =
        ["InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid", "ValidationError"];

    /// <param name="batch">Messages about facts of one kind.</param>
    /// <param name="cancel">Cancels the call.</param>
    public async Task<BatchResult> PublishAsync(IReadOnlyList<FactMessage> batch, CancellationToken cancel)
    {
        var kind = batch[0].Fact.GetType();
        try
        {
            var topic = await topics.FindAsync(kind, cancel);
            var request = new PublishBatchRequest { TopicArn = topic, PublishBatchRequestEntries = [.. batch.Select(ToEntry)] };
            var response = await sns.PublishBatchAsync(request, cancel);
            return SortAnswer(batch, response);
        }
        catch (Exception failure)
            when (failure is InvalidParameterException or InvalidParameterValueException or BatchRequestTooLongException)
        {
            return await PublishOneByOneAsync(batch, failure, cancel);
        }
        catch (NotFoundException failure)
        {
            topics.Forget(kind);
            return new(
                [.. batch.Select(message => message.Fact)],
                $"the topic of {kind.Name} is missing: {FailureWords.Describe(failure)}",
                failure);
        }
        catch (Exception failure)
        {
            return new([.. batch.Select(message => message.Fact)], FailureWords.Describe(failure), failure);
        }
    }

    private async Task<BatchResult> PublishOneByOneAsync(IReadOnlyList<FactMessage> batch, Exception fault, CancellationToken cancel)
    {
        if (batch is [var single])
        {
            refuse(single.Fact, $"SNS refused it: {fault.Message}");
            return BatchResult.Complete;
        }

        var unpublished = new List<IHostFact>();
        var last = BatchResult.Complete;
        foreach (var message in batch)
        {
            var result = await PublishAsync([message], cancel);
            unpublished.AddRange(result.Unpublished);
            if (result.Unpublished.Count > 0) last = result;
        }

        return last with { Unpublished = unpublished };
    }

    // Published is only what SNS acknowledges: an entry that its answer does not name is published again.
    private BatchResult SortAnswer(IReadOnlyList<FactMessage> batch, PublishBatchResponse response)
    {
        var answers = BatchAnswer.Read(
            batch.Count, response.Successful?.Select(entry => entry.Id), response.Failed, entry => entry.Id);
        var unpublished = new List<IHostFact>();
        string? first = null;
        foreach (var (index, answer) in answers.Index())
        {
            if (answer.IsAccepted) continue;
            var fact = batch[index].Fact;
            if (answer.Refusal is { SenderFault: true } faulty && FaultyEntry.Contains(faulty.Code.Trim()))
            {
                refuse(fact, $"SNS refused it: {faulty.Code} {faulty.Message}");
                continue;
            }

            unpublished.Add(fact);
            first ??= answer.Refusal is { } refusal ? $"{refusal.Code} {refusal.Message}" : BatchAnswer.Unacknowledged;
        }

        return unpublished.Count == 0
            ? BatchResult.Complete
            : new(unpublished, $"SNS did not take {unpublished.Count} of {batch.Count} facts: {first}");
    }

    private static PublishBatchRequestEntry ToEntry(FactMessage message, int index) => new()
    {
        Id = BatchAnswer.EntryId(index),
        Message = message.Body,
        MessageAttributes = message.Attributes.ToDictionary(
            attribute => attribute.Name,
            attribute => new MessageAttributeValue { DataType = FactMessage.AttributeType, StringValue = attribute.Value }),
    };
}
