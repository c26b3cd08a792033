using System.Collections;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Observability;

/// <summary>
/// Exports metrics and traces: at <c>/metrics</c> for Prometheus, and to a collector where OpenTelemetry's own variables name one, such as
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (https://opentelemetry.io/docs/specs/otel/protocol/exporter).
/// </summary>
/// <remarks>Metrics hold counts and times and no names of services, hosts or containers; so they are served to whoever reaches the port, as
/// health is.</remarks>
internal static class TelemetryHosting
{
    public const string MetricsPath = "/metrics";

    /// <summary>Everything of ours, and the bus's.</summary>
    private static readonly string[] Sources = ["Pipeline.*", "MassTransit"];

    /// <summary>From a fold in one process to an hour without a bus.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600];

    private static readonly string? Version =
        typeof(TelemetryHosting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public static void AddPipelineTelemetry(this WebApplicationBuilder builder)
    {
        // The host reads only our settings from the environment; OpenTelemetry's own variables are passed on.
        var told = Variables();
        builder.Configuration.AddInMemoryCollection(told);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (!told.ContainsKey("OTEL_SERVICE_NAME")) resource.AddService("pipeline", serviceVersion: Version);
            })
            .WithMetrics(metrics => metrics
                .AddMeter(Sources)
                .AddView(instrument => instrument.Unit is "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds } : null)
                .AddPrometheusExporter());
        if (CollectorVariables.AreAmong(told.Keys)) telemetry.WithTracing(traces => traces.AddSource(Sources)).UseOtlpExporter();
    }

    public static void MapPipelineTelemetry(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(MetricsPath);

    private static Dictionary<string, string?> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => variable.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal))
        .Where(variable => variable.Value is string { Length: > 0 })
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
}
