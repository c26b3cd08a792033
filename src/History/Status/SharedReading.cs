namespace Pipeline.History.Status;

/// <summary>
/// A reading that several share: one at a time, and the newest is used again for a while. A reading that takes long is made less often, so
/// that it does not burden its source.
/// </summary>
/// <param name="read">Makes the reading.</param>
/// <param name="fresh">For how long it is used at least.</param>
/// <param name="rest">A reading that took T is used for at least this many times T.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedReading<T>(Func<Task<T>> read, TimeSpan fresh, int rest, TimeProvider time)
{
    private readonly Lock gate = new();
    private Task<T>? newest;
    private long begun;
    private TimeSpan took;

    /// <summary>The newest reading, or another one; it goes on if this caller does not wait for it.</summary>
    public Task<T> ReadAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            var isUsed = newest is { IsCompleted: false }
                || (newest is { IsCompletedSuccessfully: true }
                    && time.GetElapsedTime(begun) - took < (took * rest > fresh ? took * rest : fresh));
            var reading = isUsed ? newest! : newest = BeginAsync();
            return reading.WaitAsync(cancel);
        }
    }

    private async Task<T> BeginAsync()
    {
        var started = begun = time.GetTimestamp();
        await Task.Yield();
        var result = await read();
        lock (gate) took = time.GetElapsedTime(started);
        return result;
    }
}
