using System.Collections.Immutable;

namespace Pipeline.Core.Health;

/// <summary>The messages to send after a decision. Sending them again is harmless.</summary>
[Flags]
public enum HealthEffects
{
    None = 0,

    /// <summary>Publish the last verdict.</summary>
    AnnounceVerdict = 1,

    /// <summary>Send the stop request.</summary>
    OrderStop = 2,
}

/// <summary>A decision: the new state, the next alarm, the events, and the messages to send.</summary>
public sealed record HealthDecision(ContainerHealth Health, Alarm Alarm, ImmutableList<HealthEvent> Events, HealthEffects Effects);

/// <summary>Builds a decision event by event; each event is applied before the next one is decided.</summary>
internal sealed class HealthDecisionBuilder(ContainerHealth health, Alarm alarm, HealthPolicy policy, DateTimeOffset now)
{
    private readonly ImmutableList<HealthEvent>.Builder events = ImmutableList.CreateBuilder<HealthEvent>();

    public ContainerHealth Health { get; private set; } = health;

    public Alarm Alarm { get; set; } = alarm;

    public HealthEffects Effects { get; set; }

    public HealthDecision Decision => new(Health, Alarm, events.ToImmutable(), Effects);

    public void Record(HealthEvent happened)
    {
        events.Add(happened);
        Health = ContainerHealth.Evolve(Health, Health.ContainerId, happened);
    }

    /// <summary>Makes the transition of a trigger, with the verdict that follows from it and the alarm of the new state.</summary>
    /// <returns>Whether there was a transition.</returns>
    public bool Fire(HealthTrigger trigger, string cause)
    {
        var (from, to) = (Health.State, HealthMachine.Next(Health.State, trigger));
        if (from == to) return false;

        Record(new StateChanged(from, to, trigger, cause, now));
        RecordVerdict(to, cause);
        SetAlarm();
        if (to is HealthState.Starting) PassIfUnchecked();
        return true;
    }

    /// <summary>A container without any check has nothing to prove; one that left with its task returns with it.</summary>
    public void PassIfUnchecked()
    {
        if (Health is { IsChecked: false, LeavesWithTask: false }) Fire(HealthTrigger.Passed, "it has no check");
    }

    /// <summary>Takes back that the container was ejected.</summary>
    public void Reinstate(string cause)
    {
        Record(new VerdictReached(Health.Verdict + 1, Condemned: false, cause, now));
        SetAlarm();
    }

    /// <summary>Sets the alarm of the current state.</summary>
    public void SetAlarm() => Alarm = GetAlarm(Health.State);

    /// <summary>Records a verdict if the state changes whether the container may be in DNS.</summary>
    private void RecordVerdict(HealthState state, string cause)
    {
        var condemned = state is HealthState.Condemned;
        var back = Health.IsCondemned && state switch
        {
            HealthState.Healthy or HealthState.Released => true,

            // It returns to where it was; one that was not in DNS yet still has to pass its check first.
            HealthState.Starting or HealthState.Spared => Health.IsAdmitted || !policy.AdmitOnceHealthy,
            _ => false,
        };
        var first = !Health.IsAdmitted && policy.AdmitOnceHealthy && state is HealthState.Healthy;
        if (condemned || back || first)
            Record(new VerdictReached(Health.Verdict + 1, condemned, cause, now));
    }

    private Alarm GetAlarm(HealthState state) => state switch
    {
        HealthState.Stopped => Alarm.None,
        HealthState.Condemned => new Alarm(now, Deadline: now + policy.LeaveWithin),
        HealthState.Draining => new Alarm(now + (Health.LeavesWithTask ? policy.AskAgainAfter : policy.Ttl)),
        HealthState.Stopping when Health.IsStopOurs => new Alarm(now, Deadline: now + policy.StopWithin),
        HealthState.Stuck => new Alarm(now + policy.StuckAgainAfter),
        _ when Health.OwesVerdict => new Alarm(now),
        HealthState.Suspect when Health.FailsEnough(policy) => new Alarm(now),
        HealthState.Spared => new Alarm(now + policy.AskAgainAfter),
        HealthState.Unproven when Health.FailsEnough(policy) => new Alarm(now + policy.DoubtAgainAfter),
        _ => Alarm.None,
    };
}
