namespace Pipeline.Producer;

/// <summary>Numbers the lives of agents.</summary>
internal static class Epoch
{
    private static long last;

    /// <summary>Unix time in milliseconds, or one more than the last epoch of this process where the clock has not moved past it.</summary>
    public static long Next(TimeProvider time)
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
