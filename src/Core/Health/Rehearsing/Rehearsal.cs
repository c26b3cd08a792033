namespace Pipeline.Core.Health.Rehearsing;

/// <summary>
/// Backtest: applies recorded check results and facts to the state machine and the governor under another policy, in recorded time. The
/// reactions of the environment (records removed, container stopped) are simulated with fixed delays.
/// </summary>
/// <remarks>
/// Only results that mattered were recorded: between two of them, each check is assumed to repeat the last result. Failures within the
/// recorded grace period are missing. After the recorded system stopped a container, nothing is known about it any more.
/// </remarks>
public sealed class Rehearsal(HealthPolicy policy, GovernorPolicy governor)
{
    private static readonly TimeSpan CarriedOutAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnsweredAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndsAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RoundEvery = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, Actor> actors = [];
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> agenda = new();
    private readonly HashSet<string> proofs = [];
    private long order;
    private long stamps;
    private DateTimeOffset? round;

    /// <summary>Loads an event from before the start of the backtest.</summary>
    public void Know(string container, HealthEvent happened)
    {
        var actor = ActorOf(container);
        actor.Recorded = ContainerHealth.Evolve(actor.Recorded, container, happened);
        actor.Played = actor.Recorded with { Stamp = default };
        proofs.UnionWith(actor.Recorded.Proofs);
    }

    /// <summary>Applies the next recorded event, after everything that is due before it.</summary>
    public void Play(string container, HealthEvent happened)
    {
        PlayUntil(happened.At);
        var actor = ActorOf(container);
        var before = actor.Recorded;
        actor.Recorded = ContainerHealth.Evolve(before, container, happened);
        actor.Happened.Note(happened);
        foreach (var signal in SignalsOf(actor, before, happened)) Take(actor, signal, happened.At);
        if (happened is ProbeHeard { Result: var result })
        {
            actor.LastHeard = result;
            HearSilence(actor, result, happened.At + (IntervalOf(actor, result) * 1.5));
        }
    }

    /// <summary>Applies everything that is due up to a moment.</summary>
    public void PlayUntil(DateTimeOffset moment)
    {
        while (agenda.TryPeek(out var next, out var due) && due.At <= moment)
        {
            agenda.Dequeue();
            next(due.At);
        }
    }

    /// <summary>The results of all containers for which anything happened.</summary>
    public IReadOnlyList<Rehearsed> Outcomes() =>
    [
        .. from actor in actors.Values
           where !actor.Happened.IsNothing || !actor.Would.IsNothing
           orderby actor.Id
           select new Rehearsed(actor.Id, actor.Recorded?.Name ?? "", actor.Recorded?.Host ?? "", [.. actor.Recorded?.Services ?? []], actor.Happened, actor.Would, actor.IsLostToView),
    ];

    private IEnumerable<HealthSignal> SignalsOf(Actor actor, ContainerHealth? before, HealthEvent happened)
    {
        var (now, stamp) = (actor.Recorded!, new Contracts.Stamp(1, ++stamps));
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
                actor.IsLostToView |= before is { IsStopOurs: true } && !actor.Would.IsStopped;
                yield return new HealthSignal.HasEnded(now.Host, stamp, e.Cause);
                break;
            case StateChanged { Trigger: HealthTrigger.Released or HealthTrigger.Retried } e when actor.Played is { } played && HealthMachine.Leads(played.State, e.Trigger):
                yield return new HealthSignal.ByHand(e.Trigger);
                break;
        }
    }

    /// <summary>
    /// Repeats the last result at the interval of the check, as long as that changes anything.
    /// </summary>
    private void HearSilence(Actor actor, ProbeResult last, DateTimeOffset at) => Later(at, now =>
    {
        if (actor.LastHeard != last || actor is not { Played: { IsProbed: true } played, Recorded.IsProbed: true }) return;
        if (last.Passed ? played.State is HealthState.Healthy : played.FailsEnough(policy)) return;
        Take(actor, new HealthSignal.Probed(played.Run, last with { At = now }), now);
        HearSilence(actor, last, now + IntervalOf(actor, last));
    });

    private void Take(Actor actor, HealthSignal signal, DateTimeOffset now)
    {
        var decision = HealthRules.Decide(actor.Played, actor.Id, actor.Alarm, signal, policy, now);
        (actor.Played, actor.Alarm) = (decision.Health, decision.Alarm);
        proofs.UnionWith(actor.Played.Proofs);
        foreach (var happened in decision.Events) actor.Would.Note(happened);

        var (run, verdict) = (actor.Played.Run, actor.Played.Verdict);
        if (decision.Effects.HasFlag(HealthEffects.AnnounceVerdict))
            Later(now + CarriedOutAfter, then => Take(actor, new HealthSignal.CarriedOut(run, verdict, null), then));
        if (decision.Effects.HasFlag(HealthEffects.OrderStop))
        {
            Later(now + AnsweredAfter, then => Take(actor, new HealthSignal.Answered(run, StopOutcome.Accepted, "rehearsed"), then));
            Later(now + EndsAfter, then => Take(actor, new HealthSignal.HasEnded(actor.Played.Host, new Contracts.Stamp(1, ++stamps), "it was stopped"), then));
        }

        if (actor.Alarm.Due is { } due) Later(due < now ? now : due, then => Wake(actor, then));
    }

    private void Wake(Actor actor, DateTimeOffset now)
    {
        if (!actor.Alarm.IsDue(now) || actor.Played is not { } played) return;
        if (played.WantsRuling(policy) && round is null)
        {
            round = now + RoundEvery;
            Later(round.Value, Rule);
        }

        if (played.OwesVerdict || !played.WantsRuling(policy)) Take(actor, new HealthSignal.TimeCame(), now);
    }

    /// <summary>Lets the governor decide about all waiting containers at once.</summary>
    private void Rule(DateTimeOffset now)
    {
        round = null;
        var played = actors.Values.Where(actor => actor.Played is not null).ToList();
        var picture = GovernorInput.CreatePicture([.. played.Select(actor => (actor.Played!, ProberOf(actor.Played!)))], now);
        var candidates = played.Where(actor => GovernorInput.IsCandidate(actor.Played!, actor.Alarm, policy, now))
            .Select(actor => GovernorInput.CreateCandidate(actor.Played!, ProberOf(actor.Played!), proofs, policy))
            .ToList();
        foreach (var (candidate, ruling) in Governor.Judge(picture, candidates, governor))
            Take(actors[candidate.ContainerId], new HealthSignal.Ruled(actors[candidate.ContainerId].Played!.Run, ruling), now);
    }

    // The record does not say who probed a container when; the last result does.
    private static string ProberOf(ContainerHealth health) => health.Pulses.Values.MaxBy(pulse => pulse.Last.At)?.Last.Prober ?? "";

    private static TimeSpan IntervalOf(Actor actor, ProbeResult result) =>
        actor.Recorded?.Watches.Find(watch => watch.Port == result.Port)?.Check?.Interval ?? CheckDefaults.Usual.Interval;

    private void Later(DateTimeOffset at, Action<DateTimeOffset> what) => agenda.Enqueue(what, (at, ++order));

    private Actor ActorOf(string container) => actors.TryGetValue(container, out var known) ? known : actors[container] = new Actor(container);

    private sealed class Actor(string id)
    {
        public string Id => id;
        public ContainerHealth? Recorded { get; set; }
        public ContainerHealth? Played { get; set; }
        public Alarm Alarm { get; set; } = Alarm.None;
        public ProbeResult? LastHeard { get; set; }
        public Fate Happened { get; } = new();
        public Fate Would { get; } = new();
        public bool IsLostToView { get; set; }
    }
}
