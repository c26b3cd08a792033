using System.Collections.Concurrent;
using Pipeline.History.Reading;

namespace Pipeline.Console.Live;

/// <summary>The last value that was read, and when.</summary>
internal sealed record CachedReading<T>(T Value, DateTimeOffset ReadAt);

/// <summary>The database does not answer, and this value was never read before.</summary>
internal sealed class NeverReadException : Exception;

/// <summary>
/// Reads each value once for each change of the database, however many pages need it. While the database is away, returns the last value.
/// </summary>
internal sealed class SharedReadings(ChangeWatcher watcher, IChangeProbe probe, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Beyond this number the values that were not needed for the longest time are dropped.</summary>
    private const int MaxEntries = 200;

    private readonly ConcurrentDictionary<string, Entry> entries = new();

    /// <param name="key">Equal keys share one value.</param>
    /// <param name="state">The state of the database that the value is needed for.</param>
    /// <param name="read">Reads the value.</param>
    /// <param name="cancel">Ends this wait; the reading continues for other pages.</param>
    /// <exception cref="NeverReadException">The database does not answer and never did.</exception>
    public async Task<CachedReading<T>> ReadAsync<T>(
        string key, SourceState state, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var entry = entries.GetOrAdd(key, _ => new());
        entry.UsedAt = time.GetUtcNow();
        if (entries.Count > MaxEntries) DropOldest();

        await entry.Turn.WaitAsync(cancel);
        try
        {
            if (!state.IsAway && (entry.Last is null || entry.Version < state.Version)) await RefreshAsync(entry, state, read);
            return entry.Last is CachedReading<T> last ? last : throw new NeverReadException();
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task RefreshAsync<T>(Entry entry, SourceState state, Func<CancellationToken, Task<T>> read)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            var value = await read(timeout.Token);
            (entry.Last, entry.Version) = (new CachedReading<T>(value, time.GetUtcNow()), state.Version);
        }
        catch (Exception failure) when (timeout.IsCancellationRequested || probe.IsAway(failure))
        {
            watcher.ReportAway(failure);
        }

        watcher.AddReadingTime(time.GetElapsedTime(started));
    }

    private void DropOldest()
    {
        foreach (var (key, _) in entries.OrderBy(entry => entry.Value.UsedAt).Take(MaxEntries / 4)) entries.TryRemove(key, out _);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public object? Last { get; set; }
        public long Version { get; set; }
        public DateTimeOffset UsedAt { get; set; }
    }
}
