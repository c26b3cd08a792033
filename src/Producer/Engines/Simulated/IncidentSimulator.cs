using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>When a simulated pipeline has its incidents.</summary>
public sealed record IncidentSettings
{
    /// <summary>The time between two incidents, and before the first.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a host fails as a whole.</summary>
    public TimeSpan HostFails { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a host is gone: long enough to be missed, and declared lost.</summary>
    public TimeSpan HostIsGone { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>The pause between two crashes of a crash loop.</summary>
    public TimeSpan CrashInterval { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Plays what goes wrong in a fleet, one thing after another, so that somebody without containers of their own sees what becomes of it:
/// a sick container, a crash loop, a host whose containers all fail at once, a host that vanishes. One more container never passes its
/// check. Every incident ends by itself.
/// </summary>
/// <param name="engines">The hosts. The last one vanishes, unless it is the only one.</param>
/// <param name="settings">When something happens.</param>
/// <param name="time">The clock.</param>
public sealed class IncidentSimulator(IReadOnlyList<SimulatedEngine> engines, IncidentSettings settings, TimeProvider time)
{
    private const int Crashes = 4;

    private static readonly SimulatedRun NeverHealthy = SimulatedRun.Of("report-1", "report").Checked(EngineHealth.Unhealthy);
    private static readonly SimulatedRun Crashing = SimulatedRun.Of("import-1", "import").Checked(EngineHealth.Healthy);

    /// <summary>Plays one incident after another until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var unhealthy = engines[0].Run(NeverHealthy);
        var crashing = engines[0].Run(Crashing);
        Func<Task>[] incidents =
        [
            () => SickenAsync(engines[0].Running.Where(one => one.Id != unhealthy && one.Id != crashing).Take(1)),
            () => CrashAsync(crashing, cancel),
            () => FailAsync(engines[^1], cancel),
            () => VanishAsync(engines[^1], cancel),
        ];
        for (var next = 0; !cancel.IsCancellationRequested; next = (next + 1) % incidents.Length)
        {
            await PauseAsync(settings.Interval, cancel);
            if (!cancel.IsCancellationRequested) await incidents[next]();
        }

        Task SickenAsync(IEnumerable<ContainerInspection> containers)
        {
            foreach (var one in containers) engines[0].SetHealth(one.Id, EngineHealth.Unhealthy);
            return Task.CompletedTask;
        }
    }

    private async Task CrashAsync(string container, CancellationToken cancel)
    {
        for (var crash = 0; crash < Crashes && !cancel.IsCancellationRequested; crash++)
        {
            engines[0].Exit(container, exitCode: 1);
            engines[0].Restart(container);
            await PauseAsync(settings.CrashInterval, cancel);
        }
    }

    private async Task FailAsync(SimulatedEngine engine, CancellationToken cancel)
    {
        // What starts meanwhile is sick too: one healthy container shows that the host itself is well.
        engine.Faults.IsSick = true;
        SetHealth(EngineHealth.Unhealthy);
        await PauseAsync(settings.HostFails, cancel);
        engine.Faults.IsSick = false;
        SetHealth(EngineHealth.Healthy);

        void SetHealth(EngineHealth health)
        {
            foreach (var one in engine.Running.Where(one => one.Name != NeverHealthy.Name)) engine.SetHealth(one.Id, health);
        }
    }

    /// <summary>One host alone stays: were it silent, nobody could tell whether it or the way of its reports is broken.</summary>
    private async Task VanishAsync(SimulatedEngine engine, CancellationToken cancel)
    {
        if (engines.Count == 1) return;
        engine.Crash();
        await PauseAsync(settings.HostIsGone, cancel);
        engine.Recover();
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancel) =>
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
