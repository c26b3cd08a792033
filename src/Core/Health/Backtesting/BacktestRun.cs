namespace Pipeline.Core.Health.Backtesting;

/// <summary>
/// Backtest: applies recorded check results and facts to the state machine and the governor under another policy, in recorded time. The
/// reactions of the environment (records removed, container stopped) are simulated with fixed delays.
/// </summary>
/// <remarks>
/// Only results that mattered were recorded: between two of them, each check is assumed to repeat the last result. Failures within the
/// recorded grace period are missing. After the recorded system stopped a container, nothing is known about it any more.
/// </remarks>
public sealed class BacktestRun(HealthPolicy policy, GovernorPolicy governor)
{
    private static readonly TimeSpan VerdictAppliedAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopAnsweredAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopEndsAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GovernorRoundDelay = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, SimulatedContainer> containers = [];
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> schedule = new();
    private readonly HashSet<string> proofs = [];
    private long order;
    private long stamps;
    private DateTimeOffset? nextRound;

    /// <summary>Loads an event from before the start of the backtest.</summary>
    public void LoadPast(string container, HealthEvent happened)
    {
        var simulated = GetContainer(container);
        simulated.Recorded = ContainerHealth.Evolve(simulated.Recorded, container, happened);
        simulated.Played = simulated.Recorded with { Stamp = default };
        proofs.UnionWith(simulated.Recorded.Proofs);
    }

    /// <summary>Applies the next recorded event, after everything that is due before it.</summary>
    public void Apply(string container, HealthEvent happened)
    {
        RunUntil(happened.At);
        var simulated = GetContainer(container);
        var before = simulated.Recorded;
        simulated.Recorded = ContainerHealth.Evolve(before, container, happened);
        simulated.Happened.Note(happened);
        foreach (var signal in SignalsOf(simulated, before, happened)) ApplySignal(simulated, signal, happened.At);
        if (happened is ProbeHeard { Result: var result })
        {
            simulated.LastHeard = result;
            RepeatLastResult(simulated, result, happened.At + (IntervalOf(simulated, result) * 1.5));
        }
    }

    /// <summary>Applies everything that is due up to a moment.</summary>
    public void RunUntil(DateTimeOffset moment)
    {
        while (schedule.TryPeek(out var next, out var due) && due.At <= moment)
        {
            schedule.Dequeue();
            next(due.At);
        }
    }

    /// <summary>The results of all containers for which anything happened.</summary>
    public IReadOnlyList<BacktestResult> Outcomes() =>
    [
        .. from simulated in containers.Values
           where !simulated.Happened.IsNothing || !simulated.Would.IsNothing
           orderby simulated.Id
           select new BacktestResult(
               simulated.Id,
               simulated.Recorded?.Name ?? "",
               simulated.Recorded?.Host ?? "",
               [.. simulated.Recorded?.Services ?? []],
               simulated.Happened,
               simulated.Would,
               simulated.IsUnknownAfterStop),
    ];

    private IEnumerable<HealthSignal> SignalsOf(SimulatedContainer simulated, ContainerHealth? before, HealthEvent happened)
    {
        var (now, stamp) = (simulated.Recorded!, new Contracts.Stamp(1, ++stamps));
        switch (happened)
        {
            case RunWatched or WatchesChanged or StateChanged { Trigger: HealthTrigger.Resumed }:
                yield return new HealthSignal.Runs(now.Host, stamp, now.Run, now.Name, now.Task, now.Watches, null);
                break;
            case ProbeHeard e:
                yield return new HealthSignal.Probed(now.Run, e.Result);
                break;
            case StateChanged { Trigger: HealthTrigger.Paused }:
                yield return new HealthSignal.IsPaused(now.Host, stamp);
                break;
            case StateChanged { Trigger: HealthTrigger.AskedToStop }:
                yield return new HealthSignal.IsStopping(now.Host, stamp);
                break;
            case StateChanged { Trigger: HealthTrigger.Ended } e:
                // What would have happened without this stop is unknown.
                simulated.IsUnknownAfterStop |= before is { IsStopOurs: true } && !simulated.Would.IsStopped;
                yield return new HealthSignal.HasEnded(now.Host, stamp, e.Cause);
                break;
            case StateChanged { Trigger: HealthTrigger.Released or HealthTrigger.Retried } e
                when simulated.Played is { } played && HealthMachine.CanFire(played.State, e.Trigger):
                yield return new HealthSignal.ByHand(e.Trigger);
                break;
        }
    }

    /// <summary>
    /// Repeats the last result at the interval of the check, as long as that changes anything.
    /// </summary>
    private void RepeatLastResult(SimulatedContainer simulated, ProbeResult last, DateTimeOffset at) => Schedule(at, now =>
    {
        if (simulated.LastHeard != last || simulated is not { Played: { IsProbed: true } played, Recorded.IsProbed: true }) return;
        if (last.Passed ? played.State is HealthState.Healthy : played.FailsEnough(policy)) return;
        ApplySignal(simulated, new HealthSignal.Probed(played.Run, last with { At = now }), now);
        RepeatLastResult(simulated, last, now + IntervalOf(simulated, last));
    });

    private void ApplySignal(SimulatedContainer simulated, HealthSignal signal, DateTimeOffset now)
    {
        var decision = HealthRules.Decide(simulated.Played, simulated.Id, simulated.Alarm, signal, policy, now);
        (simulated.Played, simulated.Alarm) = (decision.Health, decision.Alarm);
        proofs.UnionWith(simulated.Played.Proofs);
        foreach (var happened in decision.Events) simulated.Would.Note(happened);

        var (run, verdict) = (simulated.Played.Run, simulated.Played.Verdict);
        if (decision.Effects.HasFlag(HealthEffects.AnnounceVerdict))
            Schedule(now + VerdictAppliedAfter, then => ApplySignal(simulated, new HealthSignal.CarriedOut(run, verdict, null), then));
        if (decision.Effects.HasFlag(HealthEffects.OrderStop))
        {
            Schedule(now + StopAnsweredAfter, then =>
                ApplySignal(simulated, new HealthSignal.Answered(run, StopOutcome.Accepted, "rehearsed"), then));
            Schedule(now + StopEndsAfter, then =>
            {
                var stamp = new Contracts.Stamp(1, ++stamps);
                ApplySignal(simulated, new HealthSignal.HasEnded(simulated.Played.Host, stamp, "it was stopped"), then);
            });
        }

        if (simulated.Alarm.Due is { } due) Schedule(due < now ? now : due, then => RaiseAlarm(simulated, then));
    }

    private void RaiseAlarm(SimulatedContainer simulated, DateTimeOffset now)
    {
        if (!simulated.Alarm.IsDue(now) || simulated.Played is not { } played) return;
        if ((played.NeedsGovernor(policy) || played.LeavesWithTask) && nextRound is null)
        {
            nextRound = now + GovernorRoundDelay;
            Schedule(nextRound.Value, AskGovernor);
        }

        if (played.OwesVerdict || !played.NeedsGovernor(policy)) ApplySignal(simulated, new HealthSignal.TimeCame(), now);
    }

    /// <summary>Lets the governor decide about all waiting containers at once.</summary>
    private void AskGovernor(DateTimeOffset now)
    {
        nextRound = null;
        var played = containers.Values.Where(simulated => simulated.Played is not null).ToList();
        var tasks = played.ToLookup(simulated => simulated.Played!.Task?.Arn, simulated => simulated.Played!);
        var picture = GovernorInput.CreateSnapshot([.. played.Select(simulated => (simulated.Played!, ProberOf(simulated.Played!)))], now);
        var candidates = played.Where(simulated => GovernorInput.IsCandidate(simulated.Played!, simulated.Alarm, policy, now))
            .Select(simulated => GovernorInput.CreateCandidate(
                simulated.Played!, ProberOf(simulated.Played!), proofs, TaskOf(simulated.Played!), policy, now))
            .ToList();
        var returning = from simulated in played
                        let ruling = TaskRemoval.FindReturn(simulated.Played!, TaskOf(simulated.Played!), now)
                        where ruling is not null
                        select (simulated.Id, ruling);
        foreach (var (id, ruling) in Governor.Decide(picture, candidates, governor).Concat(returning).ToList())
            ApplySignal(containers[id], new HealthSignal.Ruled(containers[id].Played!.Run, ruling), now);

        IEnumerable<ContainerHealth> TaskOf(ContainerHealth health) => health.Task is { Arn: var arn } ? tasks[arn] : [];
    }

    // The record does not say who probed a container when; the last result does.
    private static string ProberOf(ContainerHealth health) => health.Pulses.Values.MaxBy(pulse => pulse.Last.At)?.Last.Prober ?? "";

    private static TimeSpan IntervalOf(SimulatedContainer simulated, ProbeResult result) =>
        simulated.Recorded?.Watches.Find(watch => watch.Port == result.Port)?.Check?.Interval ?? CheckDefaults.Default.Interval;

    private void Schedule(DateTimeOffset at, Action<DateTimeOffset> what) => schedule.Enqueue(what, (at, ++order));

    private SimulatedContainer GetContainer(string container) =>
        containers.TryGetValue(container, out var known) ? known : containers[container] = new SimulatedContainer(container);

    private sealed class SimulatedContainer(string id)
    {
        public string Id => id;
        public ContainerHealth? Recorded { get; set; }
        public ContainerHealth? Played { get; set; }
        public Alarm Alarm { get; set; } = Alarm.None;
        public ProbeResult? LastHeard { get; set; }
        public HealthOutcome Happened { get; } = new();
        public HealthOutcome Would { get; } = new();
        public bool IsUnknownAfterStop { get; set; }
    }
}
