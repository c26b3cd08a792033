namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Slots for messages in process: as many as may be prefetched.</summary>
internal sealed class PrefetchCapacity(int slots, TimeProvider time) : IDisposable
{
    /// <summary>When slots are scarce, waits this long for more than one, so that a request is not for a single message.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim free = new(slots);

    /// <summary>Acquires at least one slot, and at most <paramref name="limit"/>.</summary>
    public async Task<int> AcquireAsync(int limit, CancellationToken cancel)
    {
        var scarce = free.CurrentCount < Math.Min(limit, slots);
        await free.WaitAsync(cancel).ConfigureAwait(false);
        var acquired = 1 + AcquireFree(limit - 1);
        if (!scarce || acquired == limit) return acquired;

        await Task.Delay(GatherTime, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return acquired + AcquireFree(limit - acquired);
    }

    public void Release(int count)
    {
        if (count > 0) free.Release(count);
    }

    /// <summary>Waits until all slots are free, and keeps them.</summary>
    public async Task WaitUntilIdleAsync()
    {
        for (var acquired = 0; acquired < slots; acquired++) await free.WaitAsync().ConfigureAwait(false);
    }

    public void Dispose() => free.Dispose();

    private int AcquireFree(int limit)
    {
        var acquired = 0;
        while (acquired < limit && free.Wait(0)) acquired++;
        return acquired;
    }
}
