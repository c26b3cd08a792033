namespace Pipeline.Producer.Running;

/// <summary>
/// Gives what a burst took back to the machine, now and then. The runtime would keep it for the next burst; the machine belongs to the containers.
/// </summary>
/// <remarks>The agent's heap is some two megabytes: to go through all of it is little work.</remarks>
internal static class SpareMemory
{
    /// <returns>Ends it.</returns>
    public static ITimer GiveBack(TimeSpan every, TimeProvider time) =>
        time.CreateTimer(_ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true), state: null, every, every);
}
