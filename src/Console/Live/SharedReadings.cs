using System.Collections.Concurrent;
using Pipeline.History.Reading;

namespace Pipeline.Console.Live;

/// <summary>A value that was read.</summary>
/// <param name="Version">The state of the database that it shows, or an older one than it shows.</param>
/// <param name="ReadAt">When the reading began: the value is as new as that, at least.</param>
internal sealed record CachedReading<T>(T Value, long Version, DateTimeOffset ReadAt);

/// <summary>The database does not answer, and this value was never read before.</summary>
internal sealed class NeverReadException : Exception;

/// <summary>
/// Reads each value once for each change of the database, however many pages need it. While the database is away, returns the last value.
/// </summary>
internal sealed class SharedReadings(ChangeWatcher watcher, IChangeProbe probe, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Beyond this number the values that were not needed for the longest time are dropped.</summary>
    private const int MaxEntries = 200;

    private readonly ConcurrentDictionary<string, Entry> entries = new();

    /// <summary>Nobody waits for what is read ahead, so it is read one after the other, beside the pages that somebody waits for.</summary>
    private readonly SemaphoreSlim ahead = new(1);

    public void Dispose() => ahead.Dispose();

    /// <param name="key">Equal keys share one value.</param>
    /// <param name="state">The state of the database that the value is needed for.</param>
    /// <param name="since">
    /// A value that was read since then is returned at once, while the next reading begins; null where only the present state will do.
    /// </param>
    /// <param name="read">Reads the value.</param>
    /// <param name="cancel">Ends this wait; the reading continues for other pages.</param>
    /// <exception cref="NeverReadException">The database does not answer and never did.</exception>
    public async Task<CachedReading<T>> ReadAsync<T>(
        string key, SourceState state, DateTimeOffset? since, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var entry = entries.GetOrAdd(key, _ => new());
        entry.UsedAt = time.GetUtcNow();
        if (entries.Count > MaxEntries) DropOldest();

        if (entry.Last is CachedReading<T> known && known.ReadAt >= since)
        {
            if (IsDue<T>(entry, state) && entry.TryBeginAhead()) _ = ReadAheadAsync(entry, state, read);
            return known;
        }

        await entry.Turn.WaitAsync(cancel);
        try
        {
            if (IsDue<T>(entry, state)) await RefreshAsync(entry, state, read);
            return entry.Last as CachedReading<T> ?? throw new NeverReadException();
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private static bool IsDue<T>(Entry entry, SourceState state) =>
        !state.IsAway && (entry.Last is not CachedReading<T> last || last.Version < state.Version);

    /// <summary>Reads for those who ask next. While it waits for others that read ahead, it keeps nobody from reading the value.</summary>
    private async Task ReadAheadAsync<T>(Entry entry, SourceState state, Func<CancellationToken, Task<T>> read)
    {
        // Not on the time of the page that began it.
        await Task.Yield();
        await ahead.WaitAsync();
        await entry.Turn.WaitAsync();
        try
        {
            if (IsDue<T>(entry, state)) await RefreshAsync(entry, state, read);
        }
        catch (Exception)
        {
            // Whoever needs the value reads it soon, and meets the failure.
        }
        finally
        {
            entry.EndAhead();
            entry.Turn.Release();
            ahead.Release();
        }
    }

    private async Task RefreshAsync<T>(Entry entry, SourceState state, Func<CancellationToken, Task<T>> read)
    {
        var (began, started) = (time.GetUtcNow(), time.GetTimestamp());
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            entry.Last = new CachedReading<T>(await read(timeout.Token), state.Version, began);
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
        private int isReadAhead;

        public SemaphoreSlim Turn { get; } = new(1);
        public object? Last { get; set; }
        public DateTimeOffset UsedAt { get; set; }

        /// <returns>Whether nobody reads it ahead already.</returns>
        public bool TryBeginAhead() => Interlocked.Exchange(ref isReadAhead, 1) == 0;

        public void EndAhead() => Volatile.Write(ref isReadAhead, 0);
    }
}
