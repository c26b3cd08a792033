using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

using Pipeline.Producer.Outbox.Sns;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Tests.Outbox.Sns;

/// <summary>A batch serves many traces.</summary>
public sealed class When_facts_are_traced(Moto moto)
{
    [Fact]
    public async Task Each_is_published_in_its_own_trace_and_a_receiver_continues_it()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProducerTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var queue = await FactQueue.CreateAsync(moto);
        using var sns = FactQueue.Sns(queue.Endpoint);
        var facts = SentFacts.Started(12);
        var causes = facts.ToDictionary(
            fact => fact,
            _ => new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded));
        using var around = new Activity("facts publish").Start();

        var topics = new FactTopics(sns, queue.Scope, FactQueue.TopicArn);
        var bus = new SnsFactBus(sns, topics, SentFacts.Sender, TimeProvider.System, NullLogger.Instance);
        await bus.PublishAsync(facts, fact => causes[fact], CancellationToken.None);

        Activity.Current.ShouldBe(around);
        await queue.SeesAsync(heard => heard.Count == facts.Count, "all of them");
        var parents = queue.Messages.Select(message => message.MessageAttributes["MT-Activity-Id"].StringValue).ToList();
        var parentsInEnvelopes = queue.Messages
            .Select(message => FactQueue.EnvelopeOf(message)["headers"]!["MT-Activity-Id"]!.GetValue<string>());
        parents.ShouldBe(parentsInEnvelopes, "those who receive and those who read see one span");
        var spans = causes.Values
            .Select(cause => ended.Single(span => span.ParentSpanId == cause.SpanId && span.TraceId == cause.TraceId))
            .ToList();
        spans.ShouldAllBe(span => span.OperationName == "fact publish" && span.Status == ActivityStatusCode.Unset);
        parents.ShouldBe(spans.Select(span => span.Id!), ignoreOrder: true);
    }
}
