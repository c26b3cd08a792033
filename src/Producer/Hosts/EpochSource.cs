namespace Pipeline.Producer.Hosts;

/// <summary>Numbers the runs of agents. Agents of one process share a source, so that no two of them have the same epoch.</summary>
/// <param name="time">The host's clock.</param>
public sealed class EpochSource(TimeProvider time)
{
    private long last;

    /// <summary>The Unix time in milliseconds, or the last epoch plus one if the clock has not moved past it.</summary>
    public long Next()
    {
        long before, next;
        do
        {
            before = Interlocked.Read(ref last);
            next = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), before + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, before) != before);
        return next;
    }
}
