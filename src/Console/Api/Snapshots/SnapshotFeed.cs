using Pipeline.Console.Live;
using Pipeline.Console.Reading;
using Pipeline.History.Reading;

namespace Pipeline.Console.Api.Snapshots;

/// <summary>
/// Follows the database for all programs together and makes a snapshot of each change. A request is answered from the newest snapshot and
/// waits for no query. While nobody asks it follows nothing.
/// </summary>
internal sealed class SnapshotFeed(
    ChangeWatcher watcher, SharedReadings readings, ConsoleReaders readers, TimeProvider time, ILogger<SnapshotFeed> logger)
    : BackgroundService
{
    /// <summary>How many requests may wait for a change or follow one, all programs together.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>How long it goes on after the last request: a program that asks more often than this is never kept waiting.</summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LookRoundInterval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Snapshot> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snapshot? last;
    private DateTimeOffset askedAt;
    private DateTimeOffset? failingSince;
    private bool follows;
    private int waiting;

    /// <summary>Since when the newest snapshot may be older than the database; null while it is not.</summary>
    public DateTimeOffset? StaleSince
    {
        get
        {
            lock (gate) return watcher.State.AwaySince ?? failingSince;
        }
    }

    /// <summary>The newest snapshot; after a time without requests, one that is read now.</summary>
    /// <exception cref="NeverReadException">The database does not answer and never did.</exception>
    public Task<Snapshot> CurrentAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            askedAt = time.GetUtcNow();
            wanted.TrySetResult();
            return follows ? Task.FromResult(last!) : next.Task.WaitAsync(cancel);
        }
    }

    /// <summary>The next snapshot after a known one.</summary>
    /// <exception cref="TimeoutException">There was none in this time.</exception>
    public Task<Snapshot> NextAsync(Snapshot known, TimeSpan within, CancellationToken cancel)
    {
        lock (gate)
            return last is { } newest && newest != known ? Task.FromResult(newest) : next.Task.WaitAsync(within, time, cancel);
    }

    /// <summary>Keeps following until the result is disposed; null if <see cref="MaxWaiting"/> requests do so already.</summary>
    public IDisposable? TryWait()
    {
        lock (gate)
        {
            if (waiting == MaxWaiting) return null;
            waiting++;
            wanted.TrySetResult();
        }

        return new Waiting(() =>
        {
            lock (gate) waiting--;
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task asked;
            lock (gate) asked = wanted.Task;
            await asked.WaitAsync(stoppingToken);
            using var probing = watcher.KeepProbing();
            var state = await watcher.ProbeAsync(stoppingToken);
            while (IsWanted())
            {
                await TakeAsync(state, stoppingToken);
                state = await ChangeOrLookRoundAsync(state.Version, stoppingToken);
            }
        }
    }

    /// <summary>Publishes a snapshot of this state, if there is not one already.</summary>
    private async Task TakeAsync(SourceState state, CancellationToken stop)
    {
        try
        {
            if (state.IsAway && last is null) throw new NeverReadException();
            if (last is null || (!state.IsAway && (state.Version != last.Version || await HasZoneChangedAsync(last, state, stop))))
                Publish(await ReadAsync(state, stop));
            else if (!follows) Publish(last);
            lock (gate) failingSince = null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (failure is not NeverReadException && StaleSince is null) logger.SnapshotFailed(failure);
            Fail(failure);
        }
    }

    /// <summary>Requests fail only where nothing is known yet; those that wait for a change go on waiting.</summary>
    private void Fail(Exception failure)
    {
        lock (gate)
        {
            failingSince ??= time.GetUtcNow();
            if (last is not null)
            {
                if (!follows) Publish(last);
                return;
            }

            next.TrySetException(failure);
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<Snapshot> ReadAsync(SourceState state, CancellationToken stop)
    {
        var sources = new PageSources(readers, readings, state, time.GetUtcNow());
        var snapshot = new Snapshot(state.Version, sources, await sources.FleetAsync(stop), await sources.ServicesAsync(stop));
        if (last is { } previous) await snapshot.PrepareAsync(previous, stop);
        return snapshot;
    }

    /// <summary>
    /// Whether the zone holds something else than in a snapshot of this state: somebody else may edit it. That it is away is no change.
    /// </summary>
    private async Task<bool> HasZoneChangedAsync(Snapshot known, SourceState state, CancellationToken stop)
    {
        var services = await new PageSources(readers, readings, state, time.GetUtcNow()).ServicesAsync(stop);
        return services.Any(service => service.InDns is not null)
            && !services.Select(Held).SequenceEqual(known.Services.Select(Held));

        static (string, int?, string?) Held(ServiceView service) => (service.Name, service.InDns, service.Believed);
    }

    private async Task<SourceState> ChangeOrLookRoundAsync(long version, CancellationToken stop)
    {
        using var round = new CancellationTokenSource(LookRoundInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(round.Token, stop);
        try
        {
            return await watcher.WaitForChangeAsync(version, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return watcher.State;
        }
    }

    private bool IsWanted()
    {
        lock (gate)
        {
            if (waiting > 0 || time.GetUtcNow() - askedAt < Lingering) return true;
            wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return follows = false;
        }
    }

    private void Publish(Snapshot snapshot)
    {
        lock (gate)
        {
            (last, follows) = (snapshot, true);
            next.TrySetResult(snapshot);
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Waiting(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}
