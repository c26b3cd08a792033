using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Support;

/// <summary>An agent at work on a simulated engine, under a clock that moves only when a test moves it.</summary>
internal sealed class WatchedHost : IAsyncDisposable
{
    public const string Address = "10.0.0.7";

    // One for all hosts of a test, whose clocks begin at the same moment.
    private static readonly IncarnationSource Incarnations = new(new FakeTimeProvider(), Random.Shared);

    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private WatchedHost(SimulatedEngine engine, FakeTimeProvider time, AgentSettings? settings, Func<SimulatedEngine, IEngine>? wrap)
    {
        (Engine, Time) = (engine, time);
        settings = (settings ?? new AgentSettings()) with { Address = Address };
        Agent = new HostAgent(wrap?.Invoke(engine) ?? engine, Bus, settings, Incarnations, time, Random.Shared, NullLoggerFactory.Instance);
        running = Agent.RunAsync(stop.Token);
    }

    public SimulatedEngine Engine { get; }
    public FakeTimeProvider Time { get; }
    public RecordingBus Bus { get; } = new();
    public HostAgent Agent { get; }

    public IReadOnlyList<IHostFact> Facts => Bus.Facts;

    /// <summary>What a listener believes.</summary>
    public ReportedRegistry Registry => ReportedRegistry.Fold(Facts);

    /// <summary>Starts an agent and waits for its first report.</summary>
    public static async Task<WatchedHost> StartAsync(
        AgentSettings? settings = null,
        Action<SimulatedEngine>? before = null,
        Func<SimulatedEngine, IEngine>? wrap = null)
    {
        var host = Begin(settings, before, wrap);
        await host.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");
        return host;
    }

    /// <summary>Starts an agent without waiting for anything.</summary>
    public static WatchedHost Begin(
        AgentSettings? settings = null,
        Action<SimulatedEngine>? before = null,
        Func<SimulatedEngine, IEngine>? wrap = null)
    {
        var time = new FakeTimeProvider();
        var engine = new SimulatedEngine("sim-1", time);
        before?.Invoke(engine);
        return new WatchedHost(engine, time, settings, wrap);
    }

    /// <summary>Waits until the facts satisfy, while the clock stands still.</summary>
    public Task SeesAsync(Predicate<IReadOnlyList<IHostFact>> facts, string what) =>
        Eventually.GetAsync(() => Task.FromResult(Facts), facts, what);

    /// <summary>Waits until the facts satisfy, while time passes.</summary>
    public Task SeesInTimeAsync(Predicate<IReadOnlyList<IHostFact>> facts, string what) => Eventually.GetAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(Facts);
        },
        facts,
        what);

    /// <summary>Waits until the facts satisfy, while time passes slowly.</summary>
    public Task SeesInStepsAsync(Predicate<IReadOnlyList<IHostFact>> facts, string what) => Eventually.GetAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(Facts);
        },
        facts,
        what);

    /// <summary>Waits until a listener believes what is true, while the clock stands still: by hints alone.</summary>
    public Task AgreesAsync() => SeesAsync(AreTrue, "the facts agree with the engine");

    /// <summary>Waits until a listener believes what is true, while time passes: a full pass may be needed.</summary>
    public Task AgreesInTimeAsync() => SeesInTimeAsync(AreTrue, "the facts agree with the engine in time");

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private bool AreTrue(IReadOnlyList<IHostFact> facts)
    {
        var believed = ReportedRegistry.Fold(facts).Containers.Select(container =>
            (container.Id, container.StartedAt, IsPaused: container.Phase is ContainerPhase.Paused, Port: container.Endpoints[0].HostPort));
        var real = Engine.Running.OrderBy(container => container.Id, StringComparer.Ordinal).Select(container => (
            container.Id,
            container.StartedAt,
            IsPaused: container.Status is EngineContainerStatus.Paused,
            Port: (int?)container.Ports[0].Bindings[0].Port));
        return believed.SequenceEqual(real);
    }
}
