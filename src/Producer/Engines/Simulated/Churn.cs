namespace Pipeline.Producer.Engines.Simulated;

/// <summary>How containers come and go on a simulated host.</summary>
public sealed record ChurnSettings
{
    /// <summary>The time between two happenings, on average.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many containers a host runs, about.</summary>
    public int Population { get; init; } = 6;

    /// <summary>How long a container takes from being asked to stop to its end.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(1);

    public IReadOnlyList<string> Services { get; init; } = ["portal", "time", "calc"];

    /// <summary>Decides what happens and when; the same seed makes the same history.</summary>
    public int Seed { get; init; }
}

/// <summary>Makes containers come and go on a simulated engine, as deployments, crashes and people do.</summary>
public sealed class Churn(SimulatedEngine engine, ChurnSettings settings, TimeProvider time)
{
    /// <summary>Behind a simulated port nobody answers.</summary>
    private static readonly Dictionary<string, string> Unchecked = new() { ["SERVICE_8080_CHECK"] = "none" };

    private readonly Random random = new(settings.Seed);
    private int count;

    /// <summary>Fills the host, then lets things happen until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (engine.Running.Count < settings.Population) Start();
        while (!cancel.IsCancellationRequested)
        {
            await PauseAsync(settings.Pace * (0.5 + random.NextDouble()), cancel);
            if (!cancel.IsCancellationRequested) await HappenAsync(cancel);
        }
    }

    /// <summary>Lets one thing happen, drawn from the seed.</summary>
    public async Task HappenAsync(CancellationToken cancel)
    {
        var running = engine.Running;
        if (running.Count == 0 || running.Count < settings.Population && random.Next(2) == 0)
        {
            Start();
            return;
        }

        var container = running[random.Next(running.Count)];
        switch (random.Next(10), container.Status)
        {
            case (_, ContainerStatus.Paused):
                engine.Unpause(container.Id);
                break;
            case (0, _):
                engine.Pause(container.Id);
                break;
            case (1, _):
                engine.Restart(container.Id);
                break;
            case (2, _): // it crashes, and lies about until somebody clears it away
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

    /// <summary>A deployment: the new one starts, the old one is asked to stop, drains and ends.</summary>
    private async Task ReplaceAsync(ContainerInspection old, CancellationToken cancel)
    {
        if (engine.Running.Count <= settings.Population) Start();
        engine.Signal(old.Id);
        await PauseAsync(settings.Drain, cancel);
        engine.Exit(old.Id);
        engine.Remove(old.Id);
    }

    private void Start()
    {
        var service = settings.Services[random.Next(settings.Services.Count)];
        engine.Run(SimulatedRun.Of($"{service}-{++count}", service) with { Labels = Unchecked });
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancel) =>
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
