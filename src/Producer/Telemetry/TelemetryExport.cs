using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pipeline.Producer.Telemetry;

/// <summary>
/// Exports the agent's traces and metrics to the collector that OpenTelemetry's own variables name. Without one, nothing of OpenTelemetry
/// is loaded: on every host it would take more memory than the agent's own work.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>How long the process may wait for the collector when it ends.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly OpenTelemetrySdk sdk;

    private TelemetryExport(OpenTelemetrySdk sdk) => this.sdk = sdk;

    /// <summary>Starts to export if a collector is configured.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="service">The service's name, unless <c>OTEL_SERVICE_NAME</c> sets another.</param>
    /// <param name="version">The service's version.</param>
    /// <returns>Stops the export when disposed; null if no collector is configured.</returns>
    public static IDisposable? Start(IReadOnlyDictionary<string, string> environment, string service, string version)
    {
        var set = environment.Where(variable => variable.Value.Length > 0).Select(variable => variable.Key).ToHashSet();
        return CollectorVariables.AreAmong(set) ? Create(set.Contains("OTEL_SERVICE_NAME") ? null : service, version) : null;
    }

    /// <summary>Sends what is buffered, both signals at once. What is not sent within the timeout is lost.</summary>
    public void Dispose()
    {
        var timeout = (int)ShutdownTimeout.TotalMilliseconds;
        Parallel.Invoke(() => sdk.TracerProvider.Shutdown(timeout), () => sdk.MeterProvider.Shutdown(timeout));
        sdk.Dispose();
    }

    // Not inlined, so that the runtime loads OpenTelemetry's assemblies only when this is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetryExport Create(string? service, string version) => new(OpenTelemetrySdk.Create(telemetry => telemetry
        .ConfigureResource(resource =>
        {
            if (service is not null) resource.AddService(service, serviceVersion: version);
        })
        .WithTracing(traces => traces.AddSource(ProducerTelemetry.Name))
        .WithMetrics(metrics => metrics.AddMeter(ProducerTelemetry.Name))
        .UseOtlpExporter()));
}
