using Pipeline.Tests.Simulation.Clocks;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>
/// One process of the world. Everything that comes to it from outside (a timer, a reply, a message) is delivered through it: while it is
/// paused, it waits; once it is killed, it never arrives.
/// </summary>
/// <param name="name">For the story.</param>
/// <param name="machine">The machine's clock.</param>
internal class SimulatedProcess(string name, MachineClock machine)
{
    private readonly List<Action> held = [];

    public string Name => name;

    public MachineClock Machine => machine;

    public bool IsPaused { get; private set; }

    public bool IsKilled { get; private set; }

    public bool IsRunning => !IsPaused && !IsKilled;

    public void Deliver(Action action)
    {
        if (IsRunning) action();
        else if (!IsKilled) held.Add(action);
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        Action[] waiting = [.. held];
        held.Clear();
        foreach (var action in waiting) Deliver(action);
    }

    public virtual void Kill()
    {
        IsKilled = true;
        held.Clear();
    }

    /// <summary>Completes after a time, when the process is running; never, once it is killed.</summary>
    /// <param name="latency">The time.</param>
    /// <param name="cancel">Ends the wait early.</param>
    public ValueTask PassAsync(TimeSpan latency, CancellationToken cancel) =>
        IsRunning && latency <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(WaitAsync(latency, cancel));

    private async Task WaitAsync(TimeSpan latency, CancellationToken cancel)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cancelled = cancel.UnsafeRegister(_ => Deliver(() => passed.TrySetCanceled(cancel)), null);
        if (latency > TimeSpan.Zero) Machine.World.After(latency, () => Deliver(() => passed.TrySetResult()));
        else Deliver(() => passed.TrySetResult());
        await passed.Task;
    }
}
