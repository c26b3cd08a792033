using System.Diagnostics.Metrics;

namespace Pipeline.Clusters.Telemetry;

/// <summary>What is measured of what ECS says. Names and units follow OpenTelemetry's conventions.</summary>
public static class ClusterTelemetry
{
    public const string Name = "Pipeline.Clusters";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("pipeline.ecs.events", "{event}", "Events about tasks that are taken from ECS, by launch type");
    private static readonly Histogram<double> EventAge =
        Meter.CreateHistogram<double>("pipeline.ecs.events.age", "s", "Age of an event when it was received");
    private static readonly Counter<long> Resyncs =
        Meter.CreateCounter<long>("pipeline.ecs.resyncs", "{resync}", "Resyncs with ECS, by outcome");
    private static readonly Counter<long> Gone =
        Meter.CreateCounter<long>("pipeline.ecs.resync.gone", "{task}", "Tasks whose end no event told before a resync found it");
    private static readonly Histogram<double> ResyncTime =
        Meter.CreateHistogram<double>("pipeline.ecs.resync.duration", "s", "Time of one resync");

    internal static void CountEvent(string launchType, TimeSpan? age)
    {
        Events.Add(1, new KeyValuePair<string, object?>("launch_type", launchType));
        if (age is { TotalSeconds: >= 0 and var seconds }) EventAge.Record(seconds);
    }

    internal static void CountResync(TimeSpan took, int gone)
    {
        Resyncs.Add(1, new KeyValuePair<string, object?>("outcome", "done"));
        ResyncTime.Record(took.TotalSeconds);
        Gone.Add(gone);
    }

    internal static void CountFailedResync() => Resyncs.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
}
