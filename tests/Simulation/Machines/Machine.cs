using Pipeline.Claims;
using Pipeline.Contracts;
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

    /// <param name="engineName">What its engine makes the identifiers of containers from: unlike that of every other living one.</param>
    public Machine(string name, string address, MachineClock clock, string engineName)
    {
        (Name, Address, Clock, EngineName) = (name, address, clock, engineName);
        engine = new SimulatedEngine(engineName, new ProcessClock(clock, owner: null));
        Engine = new LyingEngine(engine, this);
    }

    public string Name { get; set; }

    public string Address { get; set; }

    public MachineClock Clock { get; }

    public string EngineName { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether its engine accepts calls and answers none.</summary>
    public bool EngineHangs { get; set; }

    public bool EngineIsDown => engine.Faults.IsDown;

    /// <summary>What its engine says that is not so.</summary>
    public EngineLie Lie { get; set; }

    /// <summary>The container that its engine cannot inspect; null for none.</summary>
    public string? Uninspectable { get; set; }

    /// <summary>Its announced end, which its agents read; null if there is none.</summary>
    public HostEnding? Ending { get; private set; }

    public AgentProcess? Agent { get; set; }

    /// <summary>An agent that watches the same engine under another host's name.</summary>
    public AgentProcess? SecondAgent { get; set; }

    /// <summary>As its agents see it.</summary>
    public IEngine Engine { get; }

    public void Announce(HostEnding? ending)
    {
        Ending = ending;
        Agent?.Announce(ending);
        SecondAgent?.Announce(ending);
    }

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
        SecondAgent?.Kill();
        Agent = SecondAgent = null;
    }

    public override string ToString() => $"{Name} ({Address})";
}
