using System.Diagnostics;

namespace Pipeline.Producer;

/// <summary>
/// Has activities come about though nobody collects them: a trace id runs through all that a hint leads to, and is kept with it. Whoever collects
/// listens beside it.
/// </summary>
public static class TraceIds
{
    /// <param name="sources">The names of the activity sources.</param>
    /// <returns>Ends it.</returns>
    public static IDisposable Keep(params IReadOnlyCollection<string> sources)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),

            // Marked as recorded, so that a collector that goes by its parent takes what continues it.
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
