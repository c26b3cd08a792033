using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pipeline.Producer.Running;

/// <summary>
/// Hands the agent's traces and measures to a collector, where OpenTelemetry's own variables name one
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter). Without one nothing of OpenTelemetry is loaded: on every host its memory would
/// weigh more than the agent's own work.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>How long the end of the process may wait for a collector.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    private readonly OpenTelemetrySdk sdk;

    private TelemetryExport(OpenTelemetrySdk sdk) => this.sdk = sdk;

    /// <summary>Begins where a collector is named.</summary>
    /// <returns>Ends it; null where there is none.</returns>
    public static IDisposable? Start(IReadOnlyDictionary<string, string> environment) =>
        CollectorVariables.NameOne(environment.Where(variable => variable.Value.Length > 0).Select(variable => variable.Key)) ? Open(IsSet(environment, "OTEL_SERVICE_NAME")) : null;

    /// <summary>Sends what has gathered, both signals at once, within a bounded time; what is not gone by then is lost.</summary>
    public void Dispose()
    {
        var within = (int)FlushWithin.TotalMilliseconds;
        Parallel.Invoke(() => sdk.TracerProvider.Shutdown(within), () => sdk.MeterProvider.Shutdown(within));
        sdk.Dispose();
    }

    // Apart, so that what it needs is loaded with it and not with its caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetryExport Open(bool isNamed) => new(OpenTelemetrySdk.Create(telemetry => telemetry
        .ConfigureResource(resource =>
        {
            if (!isNamed) resource.AddService(AgentVersion.Product, serviceVersion: AgentVersion.Number);
        })
        .WithTracing(traces => traces.AddSource(Telemetry.Name))
        .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name))
        .UseOtlpExporter()));

    private static bool IsSet(IReadOnlyDictionary<string, string> environment, string variable) => environment.GetValueOrDefault(variable) is { Length: > 0 };
}
