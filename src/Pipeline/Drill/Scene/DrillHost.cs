using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Drill.Scene;

/// <summary>A simulated host: its machine with an engine, its clock, and its agent. Each can fail by itself.</summary>
internal sealed class DrillHost
{
    private readonly Func<DrillHost, HostAgent> createAgent;
    private readonly List<string> containers = [];
    private Func<Task>? stopAgent;

    /// <param name="name">Its name.</param>
    /// <param name="address">Its address.</param>
    /// <param name="time">The right time.</param>
    /// <param name="createAgent">Creates its agent, at each start.</param>
    public DrillHost(string name, string address, TimeProvider time, Func<DrillHost, HostAgent> createAgent)
    {
        (Name, Address, Clock, this.createAgent) = (name, address, new HostClock(time), createAgent);
        Engine = new SimulatedEngine(name, Clock);
    }

    public string Name { get; }

    public string Address { get; }

    public HostClock Clock { get; }

    public SimulatedEngine Engine { get; }

    /// <summary>Whether its machine runs.</summary>
    public bool IsOn { get; private set; } = true;

    public void StartAgent()
    {
        var stop = new CancellationTokenSource();
        var running = createAgent(this).RunAsync(stop.Token);
        stopAgent = async () =>
        {
            await stop.CancelAsync();
            await running;
            stop.Dispose();
        };
    }

    /// <summary>Stops its agent, if it runs.</summary>
    public async Task StopAgentAsync()
    {
        if (stopAgent is not { } stop) return;
        stopAgent = null;
        await stop();
    }

    /// <summary>Its machine vanishes, with its containers and its agent.</summary>
    public async Task PowerOffAsync()
    {
        IsOn = false;
        await StopAgentAsync();
        Engine.Crash();
    }

    /// <summary>Its machine starts again, with its containers and its agent.</summary>
    public void PowerOn()
    {
        IsOn = true;
        Engine.Recover();
        foreach (var container in containers) Engine.Restart(container);
        StartAgent();
    }

    /// <summary>Starts a container that claims a service, and whose check says this.</summary>
    /// <returns>Its identifier.</returns>
    public string Run(string name, string service, EngineHealth health = EngineHealth.Healthy)
    {
        var container = Engine.Run(SimulatedRun.Of(name, service).Checked(health));
        containers.Add(container);
        return container;
    }

    /// <summary>The identifier of the container of a name that runs here.</summary>
    public string Find(string name) => Engine.Running.Single(container => container.Name == name).Id;

    public void Remove(string container)
    {
        containers.Remove(container);
        Engine.Remove(container);
    }
}
