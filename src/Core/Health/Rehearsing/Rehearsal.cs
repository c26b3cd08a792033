namespace Pipeline.Core.Health.Rehearsing;

/// <summary>
/// Plays recorded results and facts through the machine and the governor under another policy, in recorded time. What the world would have done
/// (a record that leaves, a container that stops) is played by understudies with fixed delays.
/// </summary>
/// <remarks>
/// The record holds what mattered and nothing else: where it is silent, each look found what the last one had found. Failures within the recorded
/// grace were never told. After a stop of the recorded system's own, nothing is known of the container any more.
/// </remarks>
public sealed class Rehearsal(HealthPolicy policy, GovernorPolicy governor)
{
    private static readonly TimeSpan CarriedOutAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnsweredAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndsAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RoundEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Actor> actors = [];
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> agenda = new();
    private readonly HashSet<string> proofs = [];
    private long order;
    private long stamps;
    private DateTimeOffset? round;

    /// <summary>Takes in what happened before the rehearsal begins.</summary>
    public void Know(string container, HealthEvent happened)
    {
        var actor = ActorOf(container);
        actor.Recorded = ContainerHealth.Evolve(actor.Recorded, container, happened);
        actor.Played = actor.Recorded with { Stamp = default };
        proofs.UnionWith(actor.Recorded.Proofs);
    }

    /// <summary>Plays the next recorded event, and whatever falls due before it.</summary>
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

    /// <summary>Plays what falls due until a moment.</summary>
    public void PlayUntil(DateTimeOffset moment)
    {
        while (agenda.TryPeek(out var next, out var due) && due.At <= moment)
        {
            agenda.Dequeue();
            next(due.At);
        }
    }

    /// <summary>What became of each container in which anything did.</summary>
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
                // What would have stayed had the recorded system not stopped it, nobody can tell.
                actor.IsLostToView |= before is { IsStopOurs: true } && !actor.Would.IsStopped;
                yield return new HealthSignal.HasEnded(now.Host, stamp, e.Cause);
                break;
            case StateChanged { Trigger: HealthTrigger.Released or HealthTrigger.Retried } e when actor.Played is { } played && HealthMachine.Leads(played.State, e.Trigger):
                yield return new HealthSignal.ByHand(e.Trigger);
                break;
        }
    }

    /// <summary>While nothing was told, each look found what the last one had found. Only so much of it is played as changes anything.</summary>
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

    /// <summary>The governor rules over all that wait, in view of everything.</summary>
    private void Rule(DateTimeOffset now)
    {
        round = null;
        var live = actors.Values.Where(actor => actor.Played is { IsLive: true }).ToList();
        var picture = new Picture(
            [.. live.Select(actor => StandingOf(actor.Played!))],
            actors.Values.Count(actor => actor.Played?.CondemnedAt > now - Lately),
            actors.Values.Count(actor => actor.Played?.StopAllowedAt > now - Lately));
        var candidates = live.Where(actor => actor.Alarm.IsDue(now) && actor.Played!.WantsRuling(policy))
            .Select(actor => new Candidate(actor.Id, StandingOf(actor.Played!), FailingOf(actor.Played!).Any(watch => proofs.Contains(watch.Proof!)), "nobody ever passed its check"))
            .ToList();
        foreach (var (candidate, ruling) in Governor.Judge(picture, candidates, governor))
            Take(actors[candidate.ContainerId], new HealthSignal.Ruled(actors[candidate.ContainerId].Played!.Run, ruling), now);
    }

    private IEnumerable<Watch> FailingOf(ContainerHealth health) =>
        health.Watches.Where(watch => watch.Proof is not null && health.Pulses.GetValueOrDefault(watch.Port)?.Failures >= policy.Failures);

    private static Standing StandingOf(ContainerHealth health) => new(
        health.State, health.Host, health.Pulses.Values.MaxBy(pulse => pulse.Last.At)?.Last.Prober ?? "", [.. health.Services], health.FailingSince);

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
