using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;
using EngineClient = Pipeline.Producer.Engines.Docker.DockerEngine;

namespace Pipeline.Producer.Tests.Support;

/// <summary>An agent at work on a real engine.</summary>
internal sealed class WatchedEngine : IAsyncDisposable
{
    private static readonly IncarnationSource Incarnations = new(TimeProvider.System, Random.Shared);

    private readonly CancellationTokenSource stop = new();
    private readonly RecordingBus bus = new();
    private readonly EngineClient client;
    private readonly Task running;

    private WatchedEngine(Uri endpoint, AgentSettings settings)
    {
        client = new EngineClient(endpoint);
        Agent = new HostAgent(client, bus, settings, Incarnations, TimeProvider.System, Random.Shared, NullLoggerFactory.Instance);
        running = Agent.RunAsync(stop.Token);
    }

    public HostAgent Agent { get; }

    public IReadOnlyList<HostReported> Reports => [.. bus.Facts.OfType<HostReported>()];

    /// <summary>Starts an agent and waits for its first report.</summary>
    public static async Task<WatchedEngine> StartAsync(DockerEngine engine, AgentSettings? settings = null)
    {
        var watched = new WatchedEngine(engine.Endpoint, settings ?? new AgentSettings());
        await Eventually.ThatAsync(() => watched.Reports.Count > 0, "a first report");
        return watched;
    }

    /// <summary>What was said of one container, reports aside.</summary>
    public IReadOnlyList<IHostFact> FactsOf(string id) =>
    [
        .. bus.Facts.Where(fact => fact switch
        {
            ContainerStarted started => started.Container.Id == id,
            ContainerStopping stopping => stopping.ContainerId == id,
            ContainerPaused paused => paused.ContainerId == id,
            ContainerStopped stopped => stopped.ContainerId == id,
            _ => false,
        }),
    ];

    /// <summary>What a listener believes of one container; null where it does not run.</summary>
    public ContainerSnapshot? Find(string id) =>
        ReportedRegistry.Fold(bus.Facts).Containers.SingleOrDefault(container => container.Id == id);

    /// <summary>Waits until a container was said to have gone through exactly these.</summary>
    public Task SeesAsync(string id, params Type[] kinds) => Eventually.GetAsync(
        () => Task.FromResult(FactsOf(id).Select(fact => fact.GetType()).ToArray()),
        seen => seen.SequenceEqual(kinds),
        $"{id[..12]}: {string.Join(", ", kinds.Select(kind => kind.Name))}");

    public async Task<ContainerSnapshot> SeesStartedAsync(string id)
    {
        await SeesAsync(id, typeof(ContainerStarted));
        return Find(id)!;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        client.Dispose();
        stop.Dispose();
    }
}
