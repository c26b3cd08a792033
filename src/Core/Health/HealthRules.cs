namespace Pipeline.Core.Health;

/// <summary>
/// Decides what a signal means for a container's health.
/// <code>
/// the signal is …                                       then
/// of a host, and not newer than the last that counted   late: nothing
/// about another run                                     late: nothing
/// a failure in the grace, or older than the last look   nothing
/// a failure; the third in a row                         suspect; the governor is asked
/// successes enough                                      healthy, and back in the zone where it had left
/// the governor's                                        condemned, spared, unproven; later: to be stopped
/// the registry's, that the records are gone             draining: their time to live is waited out
/// the alarm                                             the present step is done again, until its deadline
/// </code>
/// Saying it twice decides nothing.
/// </summary>
public static class HealthRules
{
    /// <param name="health">What is known of the container; null for nothing.</param>
    /// <param name="id">The container.</param>
    /// <param name="alarm">When it was to be looked at.</param>
    /// <exception cref="InvalidOperationException">A person's order that means nothing in this state.</exception>
    public static HealthDecision Decide(
        ContainerHealth? health, string id, Alarm alarm, HealthSignal signal, HealthPolicy policy, DateTimeOffset now)
    {
        var course = new Course(health ?? new ContainerHealth { ContainerId = id }, alarm.Awake(now), policy, now);
        switch (signal)
        {
            case HealthSignal.Stated stated when stated.Stamp > course.Health.Stamp:
                Statements.Follow(course, stated, policy, now);
                break;
            case HealthSignal.Probed(var run, var result) when run == course.Health.Run:
                Probes.Follow(course, result, policy, now);
                break;
            case HealthSignal.CarriedOut(var run, var sequence, var change) when run == course.Health.Run && sequence == course.Health.Verdict:
                Leaving.CarryOut(course, change, now);
                break;
            case HealthSignal.Answered(var run, var outcome, var text) when run == course.Health.Run:
                Leaving.Answer(course, outcome, text, now);
                break;
            case HealthSignal.Ruled(var run, var ruling) when run == course.Health.Run:
                Leaving.Rule(course, ruling, policy, now);
                break;
            case HealthSignal.TimeCame when course.Alarm.IsDue(now):
                Leaving.Look(course, policy, now);
                break;
            case HealthSignal.ByHand(var order):
                course.Fire(order, "by hand");
                break;
            case HealthSignal.HostSilent(var lastHeard):
                course.Fire(HealthTrigger.Ended, $"its host {course.Health.Host} is silent since {lastHeard:u}");
                break;
            case HealthSignal.Stated or HealthSignal.Probed or HealthSignal.CarriedOut or HealthSignal.Answered or HealthSignal.Ruled or HealthSignal.TimeCame:
                break; // late, or twice
            default:
                throw new ArgumentOutOfRangeException(nameof(signal), signal.GetType().Name, "A signal that no container's health knows.");
        }

        return course.Decision;
    }
}
