using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Settings;

namespace Pipeline.HealthSaga.Reports;

/// <summary>Translates facts of hosts into signals for sagas.</summary>
internal static class FactSignals
{
    /// <summary>The signal of a container that is present; null if its phase is unknown.</summary>
    public static HealthSignal.Stated? ForContainer(IHostFact fact, ContainerSnapshot container, HealthSettings settings) =>
        container.Phase switch
        {
            ContainerPhase.Running => new HealthSignal.Runs(
                fact.Host.Name, fact.Stamp, container.StartedAt, container.Name, container.Task,
                Watch.FromClaims(container, settings.Domain, settings.Policy.Checks), container.Health),
            ContainerPhase.Paused => new HealthSignal.IsPaused(fact.Host.Name, fact.Stamp),
            ContainerPhase.Stopping => new HealthSignal.IsStopping(fact.Host.Name, fact.Stamp),
            _ => null, // a phase of a newer version: the container is listed, and its health stays what it was
        };

    /// <summary>Whether it begins a saga: one without a checked port has none, unless it had such a port before.</summary>
    public static bool BeginsSaga(this HealthSignal.Stated signal) => signal is HealthSignal.Runs { Watches.IsEmpty: false };

    public static string EndText(ContainerStopped fact) => fact switch
    {
        { Cause: StopCause.Removed } => "it was removed",
        { ExitCode: { } code } => $"its process ended with {code}",
        _ => "its process ended",
    };

    /// <summary>Whether the saga does not know yet what a report says of its container.</summary>
    public static bool IsNews(this HealthSignal.Stated signal, ContainerHealth? known) => (signal, known) switch
    {
        (_, null or { IsLive: false }) => signal.BeginsSaga(),
        ({ Stamp: var stamp }, { Stamp: var newer }) when signal.Host == known.Host && stamp.IsOvertakenBy(newer) => false,
        (HealthSignal.Runs { Run: var run }, _) when run != known.Run => true,
        (HealthSignal.Runs, { State: HealthState.Paused }) => true,
        (HealthSignal.Runs, { State: HealthState.Stopping, IsStopOurs: false }) => true,
        (HealthSignal.Runs { Name: var name }, _) when name != known.Name => true,
        (HealthSignal.Runs runs, _) => !runs.Watches.SequenceEqual(known.Watches) || HasNewEngineHealth(runs, known),
        (HealthSignal.IsPaused, { State: var state }) => HealthMachine.CanFire(state, HealthTrigger.Paused),
        (HealthSignal.IsStopping, { State: var state }) => HealthMachine.CanFire(state, HealthTrigger.AskedToStop),
        _ => true,
    };

    private static bool HasNewEngineHealth(HealthSignal.Runs runs, ContainerHealth known) =>
        runs.Engine is EngineHealth.Healthy or EngineHealth.Unhealthy && runs.Watches.Any(watch =>
            watch.Check is { Kind: CheckKind.Docker }
            && known.Pulses.GetValueOrDefault(watch.Port)?.Last.Passed != (runs.Engine is EngineHealth.Healthy));
}
