namespace Pipeline.Tests.Simulation.Clocks;

/// <summary>
/// The true time of a world, and its scheduler. It runs in the thread pool, whose single thread also runs everything else: it puts itself
/// behind whatever is queued, until nothing is, and then moves time to the next timer.
/// </summary>
internal sealed class WorldClock : IThreadPoolWorkItem
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>More rounds than these at one moment mean that something goes on for ever.</summary>
    private const int MostRounds = 1_000_000;

    private readonly PriorityQueue<(WorldTimer Timer, int Version), (long Due, long Sequence)> timers = new();
    private readonly TaskCompletionSource ended = new();
    private long sequence;
    private bool hasEnded;
    private int rounds;

    /// <summary>The time since the start, in ticks of 100 ns.</summary>
    public long Ticks { get; private set; }

    public TimeSpan Elapsed => new(Ticks);

    public DateTimeOffset Now => Start.AddTicks(Ticks);

    /// <summary>How many timers have run.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs until <see cref="End"/>.</summary>
    /// <param name="begin">What happens first.</param>
    public Task RunAsync(Action begin)
    {
        At(TimeSpan.Zero, begin);
        Enqueue();
        return ended.Task;
    }

    public void End() => hasEnded = true;

    /// <summary>Runs an action of the world itself at a moment.</summary>
    public void At(TimeSpan moment, Action action) => After(moment - Elapsed, action);

    public void After(TimeSpan delay, Action action) =>
        new WorldTimer(this, owner: null, static run => ((Action)run!)(), action).Change(delay, Timeout.InfiniteTimeSpan);

    void IThreadPoolWorkItem.Execute()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            if (++rounds > MostRounds) ended.TrySetException(new InvalidOperationException($"time stands still at {Elapsed}"));
            else Enqueue();
            return;
        }

        rounds = 0;

        try
        {
            // The next one at once, where a timer queued nothing.
            do RunNextTimer();
            while (!hasEnded && ThreadPool.PendingWorkItemCount == 0);
        }
        catch (Exception failure)
        {
            ended.TrySetException(failure);
            return;
        }

        if (hasEnded) ended.TrySetResult();
        else Enqueue();
    }

    internal void Schedule(WorldTimer timer, int version, TimeSpan delay) =>
        timers.Enqueue((timer, version), (Ticks + Math.Max(0, delay.Ticks), sequence++));

    private void RunNextTimer()
    {
        while (timers.TryDequeue(out var next, out var order))
        {
            if (next.Timer.Version != next.Version) continue;
            Ticks = Math.Max(Ticks, order.Due);
            Steps++;
            next.Timer.Fire();
            return;
        }

        throw new InvalidOperationException("nothing is going to happen any more");
    }

    private void Enqueue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
