using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Listens to the projector's counters, of every projector in this process.</summary>
internal sealed class ProjectorMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, long> sums = new();
    private readonly MeterListener listener = new();

    public ProjectorMetrics()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ProjectorTelemetry.Name) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => sums[instrument.Name] = value);
        listener.Start();
    }

    /// <summary>The sum of a counter, or the last value of a gauge.</summary>
    public long Of(string name) => sums.GetValueOrDefault(name);

    public void Dispose() => listener.Dispose();
}
