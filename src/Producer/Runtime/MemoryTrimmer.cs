namespace Pipeline.Producer.Runtime;

/// <summary>
/// Returns memory that the process no longer needs to the machine, at an interval. After a burst of events the runtime would keep it for
/// the next burst; on a host the memory belongs to the containers.
/// </summary>
/// <remarks>The agent's heap is some two megabytes, so a full collection is cheap.</remarks>
internal static class MemoryTrimmer
{
    /// <returns>Stops when disposed.</returns>
    public static ITimer Start(TimeSpan interval, TimeProvider time) => time.CreateTimer(_ => Collect(), state: null, interval, interval);

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
