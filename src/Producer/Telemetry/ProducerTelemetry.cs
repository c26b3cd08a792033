using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Telemetry;

/// <summary>The traces and metrics of the producer. One trace leads from an engine's hint over the inspection to the publication.</summary>
public static class ProducerTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Pipeline.Producer";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> PublishFailures =
        Meter.CreateCounter<long>("pipeline.producer.publish.failures", "{batch}", "Failed attempts to publish a batch.");

    internal static readonly UpDownCounter<long> OutboxDepth =
        Meter.CreateUpDownCounter<long>("pipeline.producer.outbox.depth", "{fact}", "Facts that wait for the bus.");

    internal static readonly Counter<long> Reconnects =
        Meter.CreateCounter<long>("pipeline.producer.reconnects", "{connection}", "Connections to an engine that were lost or failed.");

    internal static readonly UpDownCounter<long> Unanswered = Meter.CreateUpDownCounter<long>(
        "pipeline.producer.inspections.unanswered", "{container}", "Containers whose last inspection failed or does not end.");

    private static readonly Counter<long> Crashes =
        Meter.CreateCounter<long>("pipeline.producer.crashes", "{run}", "Runs that ended by themselves, by whether the next is held back.");

    private static readonly Counter<long> Hints =
        Meter.CreateCounter<long>("pipeline.producer.hints", "{hint}", "Events of the engine, by action.");

    private static readonly Counter<long> Facts =
        Meter.CreateCounter<long>("pipeline.producer.facts", "{fact}", "Facts to be published, by kind.");

    private static readonly Counter<long> FactsRefused =
        Meter.CreateCounter<long>("pipeline.producer.facts.refused", "{fact}", "Facts that can never be published, by kind.");

    private static readonly Histogram<double> Inspections =
        Meter.CreateHistogram<double>("pipeline.producer.inspection.duration", "s", "Inspections of a container, by outcome.");

    internal static void CountFact(IHostFact fact) => Facts.Add(1, Kind(fact));

    internal static void CountRefusal(IHostFact fact) => FactsRefused.Add(1, Kind(fact));

    internal static void CountCrash(bool isHeldBack) => Crashes.Add(1, new KeyValuePair<string, object?>("held_back", isHeldBack));

    internal static void RecordInspection(string outcome, TimeSpan duration) =>
        Inspections.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a hint and starts the span that everything it causes belongs to.</summary>
    internal static Activity? StartHint(string containerId, string action)
    {
        Hints.Add(1, new KeyValuePair<string, object?>("action", action));
        return Source.StartActivity("container hint", ActivityKind.Consumer)?.SetTag("container.id", containerId).SetTag("action", action);
    }

    internal static Activity? StartInspection(string containerId, ActivityContext cause) =>
        Source.StartActivity("container inspect", ActivityKind.Client, cause)?.SetTag("container.id", containerId);

    internal static Activity? StartReport() => Source.StartActivity("host report", ActivityKind.Internal, default(ActivityContext));

    /// <summary>Starts the span of one fact's publication, in the trace that led to the fact.</summary>
    public static Activity? StartPublishing(IHostFact fact, ActivityContext cause) =>
        Source.StartActivity("fact publish", ActivityKind.Producer, cause)?.SetTag("fact", fact.GetType().Name);

    /// <summary>Starts the span of a batch's publication: in the trace of the first fact that has one, with links to the others'.</summary>
    /// <param name="causes">The trace that led to each fact; default for none.</param>
    internal static Activity? StartPublishing(IReadOnlyList<ActivityContext> causes)
    {
        var traces = causes.Where(cause => cause != default).Distinct().ToArray();
        var links = traces.Skip(1).Select(trace => new ActivityLink(trace));
        return Source.StartActivity("facts publish", ActivityKind.Producer, traces.FirstOrDefault(), links: links)
            ?.SetTag("facts", causes.Count);
    }

    private static KeyValuePair<string, object?> Kind(IHostFact fact) => new("kind", fact.GetType().Name);
}
