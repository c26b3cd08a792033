using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>How containers come and go on a simulated host.</summary>
public sealed record ChurnSettings
{
    /// <summary>The average time between two changes.</summary>
    public TimeSpan MeanInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>About how many containers the host runs.</summary>
    public int Population { get; init; } = 6;

    /// <summary>How long a container takes to end after its stop signal.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The service names that containers claim; each container claims one of them.</summary>
    public IReadOnlyList<string> Services { get; init; } = ["portal", "time", "calc"];

    /// <summary>Seeds the choice of changes and intervals. The same seed makes the same history.</summary>
    public int Seed { get; init; }
}

/// <summary>Makes containers come and go on a simulated engine, as deployments, crashes and operators do.</summary>
/// <param name="engine">The engine that runs them.</param>
/// <param name="settings">How many there are, and how often something changes.</param>
/// <param name="time">The clock for intervals and drains.</param>
public sealed class ChurnSimulator(SimulatedEngine engine, ChurnSettings settings, TimeProvider time)
{
    private readonly HashSet<string> own = [];
    private readonly Random random = new(settings.Seed);
    private int started;

    /// <summary>Fills the host, then makes changes until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (Running.Count < settings.Population) Start();
        while (!cancel.IsCancellationRequested)
        {
            await DelayAsync(settings.MeanInterval * (0.5 + random.NextDouble()), cancel);
            if (!cancel.IsCancellationRequested) await StepAsync(cancel);
        }
    }

    /// <summary>Those that it started itself; what others started is not its own to change.</summary>
    private IReadOnlyList<ContainerInspection> Running => [.. engine.Running.Where(container => own.Contains(container.Id))];

    /// <summary>Makes one random change.</summary>
    public async Task StepAsync(CancellationToken cancel)
    {
        var running = Running;
        if (running.Count == 0 || running.Count < settings.Population && random.Next(2) == 0)
        {
            Start();
            return;
        }

        var container = running[random.Next(running.Count)];
        switch (random.Next(10), container.Status)
        {
            case (_, EngineContainerStatus.Paused):
                engine.Unpause(container.Id);
                break;
            case (0, _):
                engine.Pause(container.Id);
                break;
            case (1, _):
                engine.Restart(container.Id);
                break;
            case (2, _): // it crashes, and is removed later
                engine.Exit(container.Id, exitCode: 1);
                engine.Remove(container.Id);
                break;
            case (3, _):
                engine.Remove(container.Id);
                break;
            default:
                await ReplaceAsync(container, cancel);
                break;
        }
    }

    /// <summary>A deployment: a new container starts, the old one gets its stop signal, drains and ends.</summary>
    private async Task ReplaceAsync(ContainerInspection old, CancellationToken cancel)
    {
        if (Running.Count <= settings.Population) Start();
        engine.Signal(old.Id);
        await DelayAsync(settings.DrainTime, cancel);
        engine.Exit(old.Id);
        engine.Remove(old.Id);
    }

    private void Start()
    {
        var service = settings.Services[random.Next(settings.Services.Count)];

        // Nothing answers behind a simulated port, so its engine checks it.
        own.Add(engine.Run(SimulatedRun.Of($"{service}-{++started}", service).Checked(EngineHealth.Healthy)));
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancel) =>
        await Task.Delay(delay, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
