using System.Diagnostics.Metrics;

namespace Pipeline.Consuming.Telemetry;

/// <summary>What is measured of messages that are not consumed at once. Names and units follow OpenTelemetry's conventions.</summary>
public static class ConsumingTelemetry
{
    public const string Name = "Pipeline.Consuming";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Rejections =
        Meter.CreateCounter<long>("pipeline.messages.rejected", "{message}", "Messages that went to the error queue, by queue");
    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("pipeline.messages.failures", "{failure}", "Failures after which messages wait, by queue and failure");

    internal static void CountRejection(string queue) => Rejections.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal static void CountFailure(string queue, Exception failure) =>
        Failures.Add(1, new("queue", queue), new("failure", failure.GetType().Name));
}
