using System.Diagnostics;

namespace Pipeline.Producer.Telemetry;

/// <summary>
/// Creates activities even if no collector is configured, because the trace identifier of a hint is stored with everything that it leads
/// to. A collector has a listener of its own.
/// </summary>
public static class TraceIdListener
{
    /// <param name="sources">The names of the activity sources to listen to.</param>
    /// <returns>Stops listening when disposed.</returns>
    public static IDisposable Start(params IReadOnlyCollection<string> sources)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),

            // Marked as recorded, so that a collector that samples by the parent span takes its children.
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
