using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Clocks;

/// <summary>A timer in virtual time. That of a paused process fires when the process is resumed; that of a killed one never.</summary>
internal sealed class WorldTimer(WorldClock clock, SimulatedProcess? owner, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan period = Timeout.InfiniteTimeSpan;

    /// <summary>Grows with each change, so that what was scheduled before does not count.</summary>
    internal int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        Version++;
        if (dueTime != Timeout.InfiniteTimeSpan) clock.Schedule(this, Version, dueTime);
        return true;
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (owner is null or { IsRunning: true }) FireNow();
        else if (Version is var scheduled) owner.Deliver(() => FireIfCurrent(scheduled));
    }

    private void FireIfCurrent(int scheduled)
    {
        if (scheduled == Version) FireNow();
    }

    private void FireNow()
    {
        if (period > TimeSpan.Zero) clock.Schedule(this, Version, period);
        callback(state);
    }
}
