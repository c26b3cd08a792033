
namespace Pipeline.Console.Live;

/// <summary>What the lookout knows of its source.</summary>
/// <param name="Version">Grows with every change that was seen.</param>
/// <param name="AwaySince">Since when the source does not answer; null while it does.</param>
internal sealed record Standing(long Version, DateTimeOffset? AwaySince)
{
    public bool IsAway => AwaySince is not null;
}

/// <summary>
/// Takes the database's pulse for all consoles together: every second while one of them is open, and before a page is shown. Nobody looks,
/// nothing is asked.
/// </summary>
internal sealed class Lookout(IPulse pulse, TimeProvider time, ILogger<Lookout> logger) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Of the time that is spent on readings, consoles take at most one part in so many.</summary>
    private const int Rest = 4;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource someoneLooks = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Standing standing = new(0, null);
    private string? last;
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;
    private TimeSpan owed;
    private int onlookers;

    public Standing Standing => Volatile.Read(ref standing);

    /// <summary>The standing after a look that is at most a second old.</summary>
    public async Task<Standing> LookAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() - lookedAt >= Pace) await TakePulseAsync(cancel);
            return Standing;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits for another version than this one.</summary>
    public async Task<Standing> ChangeAsync(long version, CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (standing.Version != version) return standing;
                next = changed.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    /// <summary>Has the pulse taken for as long as the onlooker is there.</summary>
    public IDisposable Onlooker()
    {
        lock (gate)
        {
            onlookers++;
            someoneLooks.TrySetResult();
        }

        return new Leaving(() =>
        {
            lock (gate)
                if (--onlookers == 0) someoneLooks = new(TaskCreationOptions.RunContinuationsAsynchronously);
        });
    }

    /// <summary>A reading took so long: the next change is looked for accordingly later.</summary>
    public void Owe(TimeSpan spent)
    {
        lock (gate) owed += spent * Rest;
    }

    /// <summary>Somebody's order changed something just now: the next look is not put off.</summary>
    public void Expect()
    {
        lookedAt = DateTimeOffset.MinValue;
        lock (gate) owed = TimeSpan.Zero;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task someone;
            lock (gate) someone = someoneLooks.Task;
            await someone.WaitAsync(stoppingToken);
            await LookAsync(stoppingToken);

            TimeSpan pause;
            lock (gate) (pause, owed) = (owed > Pace ? owed : Pace, TimeSpan.Zero);
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task TakePulseAsync(CancellationToken cancel)
    {
        try
        {
            var taken = await pulse.TakeAsync(cancel);
            var isNew = taken != last || Standing.IsAway;
            last = taken;
            if (isNew) Change(null);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && (failure is TimeoutException || pulse.IsAway(failure)))
        {
            ReportAway(failure);
        }

        lookedAt = time.GetUtcNow();
    }

    /// <summary>The source did not answer.</summary>
    public void ReportAway(Exception failure)
    {
        if (Standing.IsAway) return;
        logger.RegistryUnreadable(failure.Message);
        Change(time.GetUtcNow());
    }

    private void Change(DateTimeOffset? awaySince)
    {
        lock (gate)
        {
            Volatile.Write(ref standing, new(standing.Version + 1, awaySince));
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
