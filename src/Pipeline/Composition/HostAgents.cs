using Pipeline.Producer;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Docker;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Outbox;

namespace Pipeline.Composition;

/// <summary>An agent for each engine. They begin when all else has started, and end before anything else stops.</summary>
internal sealed class HostAgents : IHostedLifecycleService, IDisposable
{
    private readonly IReadOnlyList<(Uri? Endpoint, HostAgent Agent)> agents;
    private readonly IReadOnlyList<Churn> churns;
    private readonly IReadOnlyList<DockerEngine> engines;
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public HostAgents(UpPlan plan, IFactBus bus, TimeProvider time, ILoggerFactory logs)
    {
        engines = [.. plan.Engines.Docker.Select(endpoint => new DockerEngine(endpoint))];
        SimulatedEngine[] simulated = [.. Enumerable.Range(1, plan.Engines.Simulated).Select(number => new SimulatedEngine(SimulatedHost.Name(number), time))];
        churns = [.. simulated.Select((engine, index) => new Churn(engine, new() { Seed = index }, time))];
        agents =
        [
            .. engines.Zip(HostPlan.OfEngines(plan), (engine, settings) => (engine.Endpoint, Agent(engine, settings))),
            .. simulated.Select((engine, index) => ((Uri?)null, Agent(engine, HostPlan.OfSimulated(plan, index + 1)))),
        ];

        HostAgent Agent(IEngine engine, AgentSettings settings) => new(engine, bus, settings, time, logs);
    }

    /// <summary>What each agent is doing, with the engine that it follows; null where that is simulated.</summary>
    public IEnumerable<(Uri? Endpoint, AgentStatus Status)> Status => agents.Select(entry => (entry.Endpoint, entry.Agent.Status));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll([.. agents.Select(entry => entry.Agent.RunAsync(stop.Token)), .. churns.Select(churn => churn.RunAsync(stop.Token))]);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken);
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
