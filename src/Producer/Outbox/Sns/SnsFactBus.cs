using System.Diagnostics;
using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// Publishes facts to SNS, a topic a kind of fact, as many a call as SNS takes. What was not taken is told with
/// <see cref="FactsLeftException"/>; what can never be taken is refused, counted and told in the log.
/// </summary>
internal sealed class SnsFactBus(IAmazonSimpleNotificationService sns, FactTopics topics, TimeProvider time, ILogger logger) : IFactBus
{
    private const int CallsAtOnce = 4;

    /// <summary>Said of an entry that is at fault itself; other faults of the sender, such as a key that is missing, can be set right.</summary>
    private static readonly HashSet<string> Hopeless = ["InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid", "ValidationError"];

    private readonly FactEnvelope envelope = new(time);

    public Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel) => PublishAsync(facts, _ => default, cancel);

    public async Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> causeOf, CancellationToken cancel)
    {
        var messages = facts.Select(fact => Message(fact, causeOf(fact))).ToList();
        try
        {
            await PublishAsync(messages, cancel);
        }
        catch (FactsLeftException some)
        {
            foreach (var message in messages.Where(message => some.Left.Contains(message.Fact, ReferenceEqualityComparer.Instance)))
                message.Publishing?.SetStatus(ActivityStatusCode.Error, some.Message);
            throw;
        }
        finally
        {
            foreach (var message in messages) message.Publishing?.Stop();
        }
    }

    private async Task PublishAsync(IReadOnlyList<FactMessage> messages, CancellationToken cancel)
    {
        var calls = messages.Where(IsTakenBySns)
            .GroupBy(message => message.Fact.GetType())
            .SelectMany(kind => FactMessage.Batches(kind))
            .OrderBy(batch => batch[0].Fact.Stamp)
            .ToList();

        var left = new List<IHostFact>();
        (string Reason, Exception? Cause)? failure = null;
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce }, async (batch, _) =>
        {
            var (refused, reason, cause) = await PublishBatchAsync(batch, cancel);
            if (refused.Count == 0) return;
            lock (left)
            {
                left.AddRange(refused);
                failure = (reason, cause);
            }
        });
        if (failure is { } last) throw new FactsLeftException(left, last.Reason, last.Cause);
    }

    /// <returns>What is to be published again, and why.</returns>
    private async Task<(IReadOnlyList<IHostFact> Left, string Reason, Exception? Cause)> PublishBatchAsync(IReadOnlyList<FactMessage> batch, CancellationToken cancel)
    {
        var kind = batch[0].Fact.GetType();
        try
        {
            var topic = await topics.FindAsync(kind, cancel);
            var answer = await sns.PublishBatchAsync(new PublishBatchRequest { TopicArn = topic, PublishBatchRequestEntries = [.. batch.Select(Entry)] }, cancel);
            return Left(batch, answer.Failed ?? []);
        }
        catch (Exception failure) when (failure is InvalidParameterException or InvalidParameterValueException or BatchRequestTooLongException)
        {
            return await PublishOneByOneAsync(batch, failure, cancel);
        }
        catch (Exception failure)
        {
            if (failure is NotFoundException) topics.Forget(kind);
            return ([.. batch.Select(message => message.Fact)], failure.Message, failure);
        }
    }

    /// <summary>One that is at fault must not take the others with it.</summary>
    private async Task<(IReadOnlyList<IHostFact> Left, string Reason, Exception? Cause)> PublishOneByOneAsync(
        IReadOnlyList<FactMessage> batch, Exception fault, CancellationToken cancel)
    {
        if (batch is [var alone])
        {
            Refuse(alone.Fact, $"SNS does not take it: {fault.Message}");
            return ([], "", null);
        }

        var left = new List<IHostFact>();
        var (reason, cause) = ("", (Exception?)null);
        foreach (var message in batch)
        {
            var one = await PublishBatchAsync([message], cancel);
            left.AddRange(one.Left);
            if (one.Left.Count > 0) (_, reason, cause) = one;
        }

        return (left, reason, cause);
    }

    private (IReadOnlyList<IHostFact> Left, string Reason, Exception? Cause) Left(IReadOnlyList<FactMessage> batch, List<BatchResultErrorEntry> failed)
    {
        var again = new List<IHostFact>();
        foreach (var entry in failed)
        {
            var fact = batch[int.Parse(entry.Id, CultureInfo.InvariantCulture)].Fact;
            if (entry.SenderFault is true && Hopeless.Contains(entry.Code)) Refuse(fact, $"SNS does not take it: {entry.Code} {entry.Message}");
            else again.Add(fact);
        }

        return (again, failed is [var first, ..] ? $"{failed.Count} of {batch.Count} facts not taken: {first.Code} {first.Message}" : "", null);
    }

    /// <summary>A batch serves many traces: each fact has a span in its own, beside the one that is under way here.</summary>
    private FactMessage Message(IHostFact fact, ActivityContext cause)
    {
        var around = Activity.Current;
        var publishing = Telemetry.StartPublishing(fact, cause);
        Activity.Current = around;
        var continued = publishing?.Context ?? cause;
        return new(fact, envelope.Write(fact, continued), FactEnvelope.TraceOf(continued), publishing);
    }

    private bool IsTakenBySns(FactMessage message)
    {
        if (message.Size <= FactMessage.Limit) return true;
        Refuse(message.Fact, $"it has {message.Size} bytes, and SNS takes {FactMessage.Limit}");
        return false;
    }

    private void Refuse(IHostFact fact, string reason)
    {
        Telemetry.FactsRefused.Add(1, new KeyValuePair<string, object?>("kind", fact.GetType().Name));
        Log.FactRefused(logger, fact.Host.Name, fact.GetType().Name, fact.Stamp.ToString(), reason);
    }

    private static PublishBatchRequestEntry Entry(FactMessage message, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        Message = message.Body,
        MessageAttributes = message.Attributes.ToDictionary(
            attribute => attribute.Name, attribute => new MessageAttributeValue { DataType = FactMessage.AttributeType, StringValue = attribute.Value }),
    };
}
