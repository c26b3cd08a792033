namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Places for messages in hand: as many as may be fetched ahead.</summary>
internal sealed class Capacity(int places, TimeProvider time) : IDisposable
{
    /// <summary>How long a full house waits for more than one place to become free, so that it is not asked for single messages.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim free = new(places);

    /// <summary>Takes at least one place, and up to as many as one answer can fill.</summary>
    public async Task<int> TakeAsync(int most, CancellationToken cancel)
    {
        var crowded = free.CurrentCount < Math.Min(most, places);
        await free.WaitAsync(cancel).ConfigureAwait(false);
        var taken = 1 + TakeFree(most - 1);
        if (!crowded || taken == most) return taken;

        await Task.Delay(Breath, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return taken + TakeFree(most - taken);
    }

    public void Release(int count)
    {
        if (count > 0) free.Release(count);
    }

    /// <summary>Waits until every place is free.</summary>
    public async Task EmptyAsync()
    {
        for (var taken = 0; taken < places; taken++) await free.WaitAsync().ConfigureAwait(false);
    }

    public void Dispose() => free.Dispose();

    private int TakeFree(int most)
    {
        var taken = 0;
        while (taken < most && free.Wait(0)) taken++;
        return taken;
    }
}
