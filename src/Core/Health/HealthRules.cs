namespace Pipeline.Core.Health;

/// <summary>
/// Decides what a signal means for a container's health.
/// <code>
/// the signal is …                                       then
/// a fact that is not newer than the last one            late: nothing
/// about another run                                     late: nothing
/// a failure in the grace period, or an overtaken one    nothing
/// a failure; the third in a row                         suspect; the governor is asked
/// enough successes in a row                             healthy; in DNS again if it was ejected
/// a decision of the governor                            condemned, spared or unproven; later: stopping
/// the registry has applied the verdict                  draining until the TTL has run out
/// the alarm                                             the current step is repeated, until its deadline
/// </code>
/// A repeated signal has no effect.
/// </summary>
public static class HealthRules
{
    /// <param name="health">The state of the container; null if unknown.</param>
    /// <param name="id">The container.</param>
    /// <param name="alarm">The current alarm of the container.</param>
    /// <exception cref="InvalidOperationException">A person's order that is not possible in this state.</exception>
    public static HealthDecision Decide(
        ContainerHealth? health, string id, Alarm alarm, HealthSignal signal, HealthPolicy policy, DateTimeOffset now)
    {
        var builder = new HealthDecisionBuilder(health ?? new ContainerHealth { ContainerId = id }, alarm.AfterDowntime(now), policy, now);
        switch (signal)
        {
            case HealthSignal.Stated stated when Counts(stated, builder.Health):
                HostSignalRules.Apply(builder, stated, policy, now);
                break;
            case HealthSignal.Probed(var run, var result) when run == builder.Health.Run:
                ProbeRules.Apply(builder, result, policy, now);
                break;
            case HealthSignal.CarriedOut(var run, var sequence, var change)
                when run == builder.Health.Run && sequence == builder.Health.Verdict:
                RemovalRules.ApplyVerdictTaken(builder, change, now);
                break;
            case HealthSignal.Answered(var run, var outcome, var text) when run == builder.Health.Run:
                RemovalRules.ApplyStopAnswer(builder, outcome, text, now);
                break;
            case HealthSignal.Ruled(var run, var ruling) when run == builder.Health.Run:
                RemovalRules.ApplyRuling(builder, ruling, policy, now);
                break;
            case HealthSignal.TimeCame when builder.Alarm.IsDue(now):
                RemovalRules.ApplyAlarm(builder, policy, now);
                break;
            case HealthSignal.ByHand(var order):
                builder.Fire(order, "by hand");
                break;
            case HealthSignal.HostSilent(var lastHeard):
                builder.Fire(HealthTrigger.Ended, $"its host {builder.Health.Host} is silent since {lastHeard:u}");
                break;
            case HealthSignal.Stated or HealthSignal.Probed or HealthSignal.CarriedOut
                or HealthSignal.Answered or HealthSignal.Ruled or HealthSignal.TimeCame:
                break; // late, or a repetition
            default:
                throw new ArgumentOutOfRangeException(nameof(signal), signal.GetType().Name, "An unknown kind of signal.");
        }

        return builder.Decision;
    }

    /// <summary>
    /// Stamps are compared within one incarnation of one host; that its host is believed was decided when the fact arrived. Another host
    /// may only say that the container runs there.
    /// </summary>
    private static bool Counts(HealthSignal.Stated stated, ContainerHealth health) => stated.Host == health.Host
        ? !stated.Stamp.IsOvertakenBy(health.Stamp)
        : stated is HealthSignal.Runs || health.Host is "";
}
