using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Docker;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Settings;

namespace Pipeline.Composition;

/// <summary>An agent for each engine. They begin when all else has started, and end before anything else stops.</summary>
internal sealed class HostAgents : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<(string Engine, HostAgent Agent, IContainerStopper Stopper)> agents;
    private readonly IReadOnlyList<ChurnSimulator> churns;
    private readonly IReadOnlyList<DockerEngine> engines;
    private readonly CancellationTokenSource stop = new();
    private readonly UpPlan plan;
    private readonly Following following;
    private readonly ILogger logger;
    private Task running = Task.CompletedTask;

    public HostAgents(UpPlan plan, IFactBus bus, Following following, TimeProvider time, ILoggerFactory logs)
    {
        (this.plan, this.following, logger) = (plan, following, logs.CreateLogger<HostAgents>());
        var epochs = new EpochSource(time);
        engines = [.. plan.Engines.Docker.Select(endpoint => new DockerEngine(endpoint))];
        SimulatedEngine[] simulated = [.. Enumerable.Range(1, plan.Engines.Simulated).Select(number => new SimulatedEngine(SimulatedHost.Name(number), time))];
        churns = [.. simulated.Select((engine, index) => new ChurnSimulator(engine, new() { Seed = index }, time))];
        agents =
        [
            .. engines.Zip(HostPlan.OfEngines(plan), Agent),
            .. simulated.Select((engine, index) => Agent(engine, HostPlan.OfSimulated(plan, index + 1))),
            .. plan.Engines.Processes is { } processes ? [Agent(processes, HostPlan.OfProcesses(plan, processes))] : Array.Empty<(string, HostAgent, IContainerStopper)>(),
        ];

        (string, HostAgent, IContainerStopper) Agent<TEngine>(TEngine engine, AgentSettings settings) where TEngine : IEngine, IContainerStopper =>
            (settings.EngineName, new(engine, bus, settings, epochs, time, Random.Shared, logs), engine);
    }

    /// <summary>What each agent is doing, with the name of the engine that it follows.</summary>
    public IEnumerable<(string Engine, AgentStatus Status)> Status => agents.Select(entry => (entry.Engine, entry.Agent.Status));

    /// <summary>The newest full statement of each host that made one.</summary>
    public IReadOnlyDictionary<string, Stamp> Statements => Status
        .Where(entry => entry.Status is { Host: not null } && entry.Status.LastReport > Stamp.None)
        .GroupBy(entry => entry.Status.Host!.Name, entry => entry.Status.LastReport)
        .ToDictionary(host => host.Key, host => host.Max());

    /// <summary>Whoever can stop what a host runs; null where no agent here speaks for that host.</summary>
    public IContainerStopper? StopperOf(string host) => agents.FirstOrDefault(entry => entry.Agent.Status.Host?.Name == host).Stopper;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll([.. agents.Select(entry => entry.Agent.RunAsync(stop.Token)), .. churns.Select(churn => churn.RunAsync(stop.Token))]);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken);

        // What they said last is to be history before those who write it stop.
        if (plan.Settings.LeaveOnShutdown && !await following.WaitAsync(() => Statements, LeaveWithin, cancellationToken))
            logger.LeaveNotFollowed(LeaveWithin.TotalSeconds);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var engine in engines) engine.Dispose();
        stop.Dispose();
    }
}
