using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Outbox;

namespace Pipeline.Producer;

/// <summary>The producer's traces and measures. One trace leads from an engine's hint over the inspection to the publication.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Pipeline.Producer";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> PublishFailures =
        Meter.CreateCounter<long>("pipeline.producer.publish.failures", "{batch}", "Batches that the bus did not take.");

    internal static readonly Counter<long> FactsRefused =
        Meter.CreateCounter<long>("pipeline.producer.facts.refused", "{fact}", "Facts that the bus can never take, by kind.");

    internal static readonly UpDownCounter<long> OutboxDepth =
        Meter.CreateUpDownCounter<long>("pipeline.producer.outbox.depth", "{fact}", "Facts that wait for the bus.");

    internal static readonly Counter<long> Reconnects =
        Meter.CreateCounter<long>("pipeline.producer.reconnects", "{connection}", "Connections to an engine that were lost, or never came about.");

    private static readonly Counter<long> Hints =
        Meter.CreateCounter<long>("pipeline.producer.hints", "{hint}", "Events of the engine, by action.");

    private static readonly Counter<long> Facts =
        Meter.CreateCounter<long>("pipeline.producer.facts", "{fact}", "Facts stated, by kind.");

    private static readonly Histogram<double> Inspections =
        Meter.CreateHistogram<double>("pipeline.producer.inspection.duration", "s", "Inspections of a container, by outcome.");

    internal static Activity? StartHint(EngineHint hint)
    {
        Hints.Add(1, new KeyValuePair<string, object?>("action", hint.Action));
        return Source.StartActivity("container hint", ActivityKind.Consumer)?.SetTag("container.id", hint.ContainerId).SetTag("action", hint.Action);
    }

    internal static Activity? StartInspection(string containerId, ActivityContext cause) =>
        Source.StartActivity("container inspect", ActivityKind.Client, cause)?.SetTag("container.id", containerId);

    internal static void Inspected(string outcome, TimeSpan took) =>
        Inspections.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    internal static void Fact(IHostFact fact) => Facts.Add(1, new KeyValuePair<string, object?>("kind", fact.GetType().Name));

    internal static Activity? StartReport() => Source.StartActivity("host report", ActivityKind.Internal, default(ActivityContext));

    /// <summary>One fact's way onto the bus, in the trace that led to it.</summary>
    public static Activity? StartPublishing(IHostFact fact, ActivityContext cause) =>
        Source.StartActivity("fact publish", ActivityKind.Producer, cause)?.SetTag("fact", fact.GetType().Name);

    /// <summary>The publication runs under the first fact's trace and points at the others'.</summary>
    internal static Activity? StartPublishing(IReadOnlyList<PendingFact> batch)
    {
        var causes = batch.Select(pending => pending.Cause).Where(cause => cause != default).Distinct().ToArray();
        return Source.StartActivity("facts publish", ActivityKind.Producer, causes.FirstOrDefault(), links: causes.Skip(1).Select(cause => new ActivityLink(cause)))
            ?.SetTag("facts", batch.Count);
    }
}
