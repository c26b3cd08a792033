using Pipeline.Contracts;
using Pipeline.History.Reading;
namespace Pipeline.Console.Live;

/// <summary>What the watcher knows of the database.</summary>
/// <param name="Version">Grows with every change that was seen.</param>
/// <param name="AwaySince">Since when the database does not answer; null while it does.</param>
internal sealed record SourceState(long Version, DateTimeOffset? AwaySince)
{
    public bool IsAway => AwaySince is not null;
}

/// <summary>
/// Probes the database for all open pages together: every second while at least one page is open, and before a page is rendered. Without an
/// open page it sends no query.
/// </summary>
internal sealed class ChangeWatcher(IChangeProbe probe, TimeProvider time, ILogger<ChangeWatcher> logger) : BackgroundService
{
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After readings that took T, the next probe waits for this many times T: the console takes a quarter of the database's time at most.
    /// </summary>
    private const int PausePerReading = 4;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource pageOpened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SourceState state = new(0, null);
    private string? lastVersion;
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;
    private DateTimeOffset orderedAt = DateTimeOffset.MinValue;
    private TimeSpan pauseOwed;
    private int openPages;

    public SourceState State => Volatile.Read(ref state);

    /// <summary>When a person last changed something here; what was read before does not show it.</summary>
    public DateTimeOffset OrderedAt
    {
        get
        {
            lock (gate) return orderedAt;
        }
    }

    /// <summary>Returns the state; probes first when the last probe is older than <see cref="ProbeInterval"/>.</summary>
    public async Task<SourceState> ProbeAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() - probedAt >= ProbeInterval) await ProbeDatabaseAsync(cancel);
            return State;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits until the version differs from this one.</summary>
    public async Task<SourceState> WaitForChangeAsync(long version, CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (state.Version != version) return state;
                next = changed.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    /// <summary>Keeps probing until the result is disposed.</summary>
    public IDisposable KeepProbing()
    {
        lock (gate)
        {
            openPages++;
            pageOpened.TrySetResult();
        }

        return new OpenPage(() =>
        {
            lock (gate)
                if (--openPages == 0) pageOpened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        });
    }

    /// <summary>Delays the next probe in proportion to the time that a reading took.</summary>
    public void AddReadingTime(TimeSpan spent)
    {
        lock (gate) pauseOwed += spent * PausePerReading;
    }

    /// <summary>Makes the next probe immediate: an action has just changed something.</summary>
    public void ExpectChange()
    {
        probedAt = DateTimeOffset.MinValue;
        lock (gate) (pauseOwed, orderedAt) = (TimeSpan.Zero, time.GetUtcNow());
    }

    /// <summary>Records that the database did not answer.</summary>
    public void ReportAway(Exception failure)
    {
        if (State.IsAway) return;
        logger.RegistryUnreadable(FailureWords.Describe(failure));
        Publish(time.GetUtcNow());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task opened;
            lock (gate) opened = pageOpened.Task;
            await opened.WaitAsync(stoppingToken);
            await ProbeAsync(stoppingToken);

            TimeSpan pause;
            lock (gate) (pause, pauseOwed) = (pauseOwed > ProbeInterval ? pauseOwed : ProbeInterval, TimeSpan.Zero);
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task ProbeDatabaseAsync(CancellationToken cancel)
    {
        try
        {
            var version = await probe.ReadVersionAsync(cancel);
            var isNew = version != lastVersion || State.IsAway;
            lastVersion = version;
            if (isNew) Publish(awaySince: null);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && (failure is TimeoutException || probe.IsAway(failure)))
        {
            ReportAway(failure);
        }

        probedAt = time.GetUtcNow();
    }

    private void Publish(DateTimeOffset? awaySince)
    {
        lock (gate)
        {
            Volatile.Write(ref state, new(state.Version + 1, awaySince));
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class OpenPage(Action close) : IDisposable
    {
        private Action? close = close;

        public void Dispose() => Interlocked.Exchange(ref close, null)?.Invoke();
    }
}
