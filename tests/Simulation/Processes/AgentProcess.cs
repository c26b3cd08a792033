using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>The agent of one machine. A start is a new process: it knows nothing of the one before.</summary>
internal sealed class AgentProcess : SimulatedProcess
{
    private readonly CancellationTokenSource stop = new();
    private readonly HostAgent agent;
    private Task? running;

    public AgentProcess(
        Machine machine, AgentSettings settings, Random random, SimulatedBus bus, StoryLogs logs, Func<TimeSpan> drawLatency,
        string? hostName = null)
        : base($"agent {hostName ?? machine.Name}", machine.Clock)
    {
        var time = new SteadyTime(new ProcessClock(machine.Clock, this));
        agent = new HostAgent(
            new RemoteEngine(machine.Engine, new EngineLink(this, machine, drawLatency)),
            new AgentBus(bus, new Link(this, drawLatency), random),
            settings with { HostName = hostName ?? machine.Name, Address = machine.Address },
            new IncarnationSource(time, random, file: null),
            time,
            random,
            logs.For(Name));
        agent.Announce(machine.Ending);
    }

    public AgentStatus Status => agent.Status;

    public string? FindDeadService() => IsRunning && running is { IsCompleted: true } && !stop.IsCancellationRequested
        ? $"{Name} has ended: {running.Exception?.InnerException?.ToString() ?? "without an exception"}"
        : null;

    public void Start() => running = agent.RunAsync(stop.Token);

    /// <summary>Reads in the machine's metadata that its end is announced, or not any more.</summary>
    public void Announce(HostEnding? ending) => agent.Announce(ending);

    /// <summary>Stops as on a deployment.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running!;
        Kill();
    }
}
