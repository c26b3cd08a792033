using System.Diagnostics;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.Logging;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// Publishes facts to SNS: one topic for each kind of fact, and as many facts a call as SNS accepts. A fact that SNS can never accept is
/// counted and logged, and does not delay the others.
/// </summary>
internal sealed class SnsFactBus : IFactBus
{
    private const int ParallelCalls = 4;

    /// <summary>A longer report travels in parts; leaves room for the attributes.</summary>
    private const int LongestBody = FactMessage.MaxBytes - 1_024;

    private readonly FactEnvelope envelope;
    private readonly SnsBatchPublisher batches;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public SnsFactBus(
        IAmazonSimpleNotificationService sns, FactTopics topics, SendingProcess sender, TimeProvider time, ILogger logger)
    {
        envelope = new(sender, time);
        batches = new(sns, topics, Refuse);
        (this.time, this.logger) = (time, logger);
    }

    public Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel) => PublishAsync(facts, _ => default, cancel);

    public async Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> findCause, CancellationToken cancel)
    {
        var messages = facts.SelectMany(fact => CreateMessages(fact, findCause(fact))).ToList();
        try
        {
            await PublishAsync(messages, cancel);
        }
        catch (PartialPublishException partial)
        {
            var unpublished = partial.Unpublished.ToHashSet<IHostFact>(ReferenceEqualityComparer.Instance);
            foreach (var message in messages.Where(message => unpublished.Contains(message.Fact)))
                message.Span?.SetStatus(ActivityStatusCode.Error, partial.Message);
            throw;
        }
        finally
        {
            foreach (var message in messages) message.Span?.Stop();
        }
    }

    private async Task PublishAsync(IReadOnlyList<FactMessage> messages, CancellationToken cancel)
    {
        var calls = messages.Where(IsShortEnough)
            .GroupBy(message => message.Fact.GetType())
            .SelectMany(kind => FactMessage.DivideIntoBatches(kind))
            .OrderBy(batch => batch[0].Fact.Stamp.Sequence);

        var unpublished = new List<IHostFact>();
        BatchResult? failed = null;
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls }, async (batch, _) =>
        {
            var result = await batches.PublishAsync(batch, cancel);
            if (result.Unpublished.Count == 0) return;
            lock (unpublished)
            {
                unpublished.AddRange(result.Unpublished);
                failed = result;
            }
        });
        if (failed is null) return;
        throw new PartialPublishException(unpublished, failed.Reason, failed.Cause)
        {
            RetryAfter = failed.Cause is { } cause ? RetryAfter.Read(cause, time.GetUtcNow()) : TimeSpan.Zero,
        };
    }

    // A batch belongs to many traces, so each fact gets a span in its own. The current span stays that of the batch.
    private IReadOnlyList<FactMessage> CreateMessages(IHostFact fact, ActivityContext cause)
    {
        var current = Activity.Current;
        var span = ProducerTelemetry.StartPublishing(fact, cause);
        Activity.Current = current;
        var trace = span?.Context ?? cause;
        var header = FactEnvelope.FormatTrace(trace);
        return [.. Write(fact).Select((body, part) => new FactMessage(fact, body, header, part == 0 ? span : null))];

        IEnumerable<string> Write(IHostFact part)
        {
            var body = envelope.Write(part, trace);
            if (body.Length <= LongestBody || part is not HostReported report || ReportParts.Halve(report) is not var (first, second))
                return [body];
            return Write(first).Concat(Write(second));
        }
    }

    private bool IsShortEnough(FactMessage message)
    {
        if (message.Bytes <= FactMessage.MaxBytes) return true;
        Refuse(message.Fact, $"it is {message.Bytes} bytes long, and SNS accepts {FactMessage.MaxBytes}");
        return false;
    }

    private void Refuse(IHostFact fact, string reason)
    {
        ProducerTelemetry.CountRefusal(fact);
        Log.FactRefused(logger, fact.Host.Name, fact.GetType().Name, fact.Stamp, reason);
    }
}
