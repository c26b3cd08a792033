using System.Collections.Concurrent;

namespace Pipeline.Console.Live;

/// <summary>What was read last, and when.</summary>
internal sealed record Known<T>(T Value, DateTimeOffset ReadAt);

/// <summary>The source does not answer, and what was asked for was never read before.</summary>
internal sealed class NothingKnownException : Exception;

/// <summary>
/// One reading a change, for however many consoles want it. While the source is away, the last one stands.
/// </summary>
internal sealed class Readings(Lookout lookout, IPulse pulse, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>More than so many are not kept: what was not asked for longest goes.</summary>
    private const int Most = 200;

    private readonly ConcurrentDictionary<string, Entry> entries = new();

    /// <param name="what">Names the reading; equal names read the same.</param>
    /// <param name="standing">The standing that it is wanted for.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancel">Ends the wait; the reading goes on for the others.</param>
    /// <exception cref="NothingKnownException">The source does not answer and never did.</exception>
    public async Task<Known<T>> ReadAsync<T>(string what, Standing standing, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var entry = entries.GetOrAdd(what, _ => new());
        entry.AskedAt = time.GetUtcNow();
        if (entries.Count > Most) Forget();

        await entry.Turn.WaitAsync(cancel);
        try
        {
            if (!standing.IsAway && (entry.Last is null || entry.Version < standing.Version)) await RefreshAsync(entry, standing, read);
            return entry.Last is Known<T> known ? known : throw new NothingKnownException();
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task RefreshAsync<T>(Entry entry, Standing standing, Func<CancellationToken, Task<T>> read)
    {
        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var value = await read(patience.Token);
            (entry.Last, entry.Version) = (new Known<T>(value, time.GetUtcNow()), standing.Version);
        }
        catch (Exception failure) when (patience.IsCancellationRequested || pulse.IsAway(failure))
        {
            lookout.ReportAway(failure);
        }

        lookout.Owe(time.GetElapsedTime(started));
    }

    private void Forget()
    {
        foreach (var (what, _) in entries.OrderBy(entry => entry.Value.AskedAt).Take(Most / 4))
            entries.TryRemove(what, out _);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public object? Last { get; set; }
        public long Version { get; set; }
        public DateTimeOffset AskedAt { get; set; }
    }
}
