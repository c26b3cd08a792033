using System.Diagnostics.Metrics;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>The metrics of calls to Route 53.</summary>
internal static class Route53Telemetry
{
    private static readonly Meter Meter = new(ProjectorTelemetry.Name);

    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("pipeline.route53.calls", "{call}", "Calls to Route 53, by action and outcome");

    private static readonly Gauge<double> Tokens = Meter.CreateGauge<double>(
        "pipeline.route53.tokens", "{token}", "Estimated tokens in the account's buckets");

    public static void Left(double requests, double changes)
    {
        Tokens.Record(requests, new KeyValuePair<string, object?>("bucket", "requests"));
        Tokens.Record(changes, new KeyValuePair<string, object?>("bucket", "changes"));
    }

    public static void Called(string action, string outcome) => Calls.Add(1, new("action", action), new("outcome", outcome));
}
