using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Clocks;

/// <summary>The clock that one process is given. Durations are true; the time of day is that of its machine.</summary>
/// <param name="machine">The machine's clock.</param>
/// <param name="owner">The process; null for what is not a process, as an engine or a store.</param>
internal sealed class ProcessClock(MachineClock machine, SimulatedProcess? owner) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => machine.Now;

    public override long GetTimestamp() => machine.World.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WorldTimer(machine.World, owner, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
