using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Docker;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Settings;

namespace Pipeline.Composition;

/// <summary>Runs an agent for each engine: starts them after everything else, and stops them first.</summary>
internal sealed class HostAgents : IHostedLifecycleService, IHostEngines, IDisposable
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<(string Engine, HostAgent Agent, IStoppingEngine Stopper)> agents;
    /// <summary>A simulated host deploys about four times a minute.</summary>
    private static readonly TimeSpan SimulatedChurn = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyList<ChurnSimulator> churns;
    private readonly IncidentSimulator? incidents;
    private readonly IReadOnlyList<DockerEngine> engines;
    private readonly CancellationTokenSource stop = new();
    private readonly UpPlan plan;
    private readonly ReportProgressWait reports;
    private readonly ILogger logger;
    private Task running = Task.CompletedTask;

    public HostAgents(UpPlan plan, IFactBus bus, ReportProgressWait reports, TimeProvider time, Random random, ILoggerFactory logs)
    {
        (this.plan, this.reports, logger) = (plan, reports, logs.CreateLogger<HostAgents>());
        var epoch = new EpochFile(Path.Combine(plan.Settings.Data, "epoch"), logs.CreateLogger<EpochFile>());
        var incarnations = new IncarnationSource(time, random, epoch);
        engines = [.. plan.Engines.Docker.Select(endpoint => new DockerEngine(endpoint))];
        SimulatedEngine[] simulated =
            [.. Enumerable.Range(1, plan.Engines.Simulated).Select(number => new SimulatedEngine(SimulatedHost.Name(number), time))];
        churns =
        [
            .. simulated.Select((engine, index) =>
                new ChurnSimulator(engine, new() { Seed = index, MeanInterval = SimulatedChurn }, time)),
        ];
        incidents = simulated.Length > 0 ? new(simulated, new(), time) : null;
        agents =
        [
            .. engines.Select(Held).Zip(HostPlan.OfEngines(plan), Agent),
            .. simulated.Select((engine, index) => Agent(engine, HostPlan.OfSimulated(plan, index + 1))),
            .. plan.Engines.Processes is { } processes
                ? [Agent(processes, HostPlan.OfProcesses(plan, processes))]
                : Array.Empty<(string, HostAgent, IStoppingEngine)>(),
        ];

        IStoppingEngine Held(DockerEngine engine) =>
            plan.Settings.Only is [] ? engine : new LabelledContainers(engine, plan.Settings.Only);

        (string, HostAgent, IStoppingEngine) Agent<TEngine>(TEngine engine, AgentSettings settings)
            where TEngine : IStoppingEngine =>
            (settings.EngineName, new(engine, bus, settings, incarnations, time, random, logs), engine);
    }

    /// <summary>Each agent's status with the name of its engine.</summary>
    public IEnumerable<(string Engine, AgentStatus Status)> Status => agents.Select(entry => (entry.Engine, entry.Agent.Status));

    /// <summary>The stamp of each host's last full report.</summary>
    public IReadOnlyDictionary<string, Stamp> Reports => Status
        .Where(entry => entry.Status is { Host: not null } && entry.Status.LastReport != Stamp.None)
        .GroupBy(entry => entry.Status.Host!.Name, entry => entry.Status.LastReport)
        .ToDictionary(host => host.Key, host => host.MaxBy(stamp => stamp.Sequence));

    public IStoppingEngine? StopperOf(string host) => agents.FirstOrDefault(entry => entry.Agent.Status.Host?.Name == host).Stopper;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(
        [
            .. agents.Select(entry => entry.Agent.RunAsync(stop.Token)), .. churns.Select(churn => churn.RunAsync(stop.Token)),
            incidents?.RunAsync(stop.Token) ?? Task.CompletedTask,
        ]);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken);

        // Their last reports must be recorded before the projector stops.
        if (plan.Settings.LeaveOnShutdown && !await reports.WaitAsync(() => Reports, LeaveTimeout, cancellationToken))
            logger.LeaveNotFollowed(LeaveTimeout.TotalSeconds);
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
