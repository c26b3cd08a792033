using System.Collections.Immutable;

namespace Pipeline.Core.Health;

/// <summary>What the world has to be told after a decision; each is harmless when repeated.</summary>
[Flags]
public enum HealthEffects
{
    None = 0,

    /// <summary>The last verdict is published.</summary>
    AnnounceVerdict = 1,

    /// <summary>The order to stop is sent.</summary>
    OrderStop = 2,
}

/// <summary>A decision: what happened, where that leads, when to look again, and what to tell the world.</summary>
public sealed record HealthDecision(ContainerHealth Health, Alarm Alarm, ImmutableList<HealthEvent> Events, HealthEffects Effects);

/// <summary>A decision in the making: each event is decided on the state that the events before it left.</summary>
internal sealed class Course(ContainerHealth health, Alarm alarm, HealthPolicy policy, DateTimeOffset now)
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

    /// <summary>Goes where a trigger leads, with the verdict that this means and the alarm that the new state needs.</summary>
    /// <returns>Whether it led anywhere.</returns>
    public bool Fire(HealthTrigger trigger, string cause)
    {
        var (from, to) = (Health.State, HealthMachine.Next(Health.State, trigger));
        if (from == to) return false;

        Record(new StateChanged(from, to, trigger, cause, now));
        Judge(to, cause);
        Rearm();
        return true;
    }

    /// <summary>Sets the alarm that the present state needs.</summary>
    public void Rearm() => Alarm = For(Health.State);

    /// <summary>What a state means for the zone, where that is news to it.</summary>
    private void Judge(HealthState state, string cause)
    {
        var condemned = state is HealthState.Condemned;
        var back = Health.IsCondemned && state is (HealthState.Starting or HealthState.Healthy or HealthState.Spared or HealthState.Released);
        var first = !Health.IsAdmitted && policy.AdmitOnceHealthy && state is HealthState.Healthy;
        if (condemned || back || first)
            Record(new VerdictReached(Health.Verdict + 1, condemned, cause, now));
    }

    private Alarm For(HealthState state) => state switch
    {
        HealthState.Stopped => Alarm.None,
        HealthState.Condemned => new Alarm(now, Deadline: now + policy.LeaveWithin),
        HealthState.Draining => new Alarm(now + policy.Ttl),
        HealthState.Stopping when Health.IsStopOurs => new Alarm(now, Deadline: now + policy.StopWithin),
        _ when Health.OwesVerdict => new Alarm(now),
        HealthState.Suspect when Health.FailsEnough(policy) => new Alarm(now),
        HealthState.Spared => new Alarm(now + policy.AskAgainAfter),
        HealthState.Unproven when Health.FailsEnough(policy) => new Alarm(now + policy.DoubtAgainAfter),
        _ => Alarm.None,
    };
}
