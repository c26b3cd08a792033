using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>A machine with its engine, its clock and its agent.</summary>
internal sealed class Machine
{
    private readonly SimulatedEngine engine;
    private Dictionary<string, ContainerInspection>? running;

    public Machine(string name, string address, MachineClock clock)
    {
        (Name, Address, Clock) = (name, address, clock);
        engine = new SimulatedEngine(name, new ProcessClock(clock, owner: null));
    }

    public string Name { get; private set; }

    public string Address { get; set; }

    public MachineClock Clock { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether its engine accepts calls and answers none.</summary>
    public bool EngineHangs { get; set; }

    public bool EngineIsDown => engine.Faults.IsDown;

    public AgentProcess? Agent { get; set; }

    public IEngine Engine => engine;

    public void LoseHints(int count) => engine.Faults.LoseHints(count);

    public void BreakStreams() => engine.BreakStreams();

    public ContainerInspection? Find(string id)
    {
        running ??= engine.Running.ToDictionary(container => container.Id);
        return running.GetValueOrDefault(id);
    }

    /// <summary>Does something to the engine.</summary>
    public T Change<T>(Func<SimulatedEngine, T> change)
    {
        running = null;
        return change(engine);
    }

    public void Change(Action<SimulatedEngine> change)
    {
        running = null;
        change(engine);
    }

    /// <summary>It is gone, with everything on it.</summary>
    public void Die()
    {
        IsAlive = false;
        Agent?.Kill();
        Agent = null;
    }

    public override string ToString() => $"{Name} ({Address})";
}
