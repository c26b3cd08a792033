using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Tests.Support;

/// <summary>
/// Listens to the counters of the projectors that one test started. Counters belong to the process, in which other tests run beside it:
/// what a projector does flows from the test that started it, and so does this mark.
/// </summary>
internal sealed class ProjectorMetrics : IDisposable
{
    private static readonly AsyncLocal<ProjectorMetrics?> OfThisTest = new();

    private readonly ConcurrentDictionary<string, long> sums = new();
    private readonly MeterListener listener = new();

    public ProjectorMetrics()
    {
        OfThisTest.Value = this;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ProjectorTelemetry.Name) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (OfThisTest.Value == this) sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        });
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
        {
            if (OfThisTest.Value == this) sums[instrument.Name] = value;
        });
        listener.Start();
    }

    /// <summary>The sum of a counter, or the last value of a gauge.</summary>
    public long Of(string name) => sums.GetValueOrDefault(name);

    public void Dispose() => listener.Dispose();
}
