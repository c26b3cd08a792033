namespace Pipeline.Core.Health;

/// <summary>
/// The order of leaving: condemned → the records are gone and in sync → their time to live is waited out → the order to stop → the container's own
/// end is seen. Each step is done again until it is answered, and is stuck after its deadline.
/// </summary>
internal static class Leaving
{
    public static void Rule(Course course, Ruling ruling, HealthPolicy policy, DateTimeOffset now)
    {
        // It may have recovered while it was judged.
        if (course.Health.State is not HealthState.Draining && !course.Health.FailsEnough(policy)) return;

        var trigger = ruling.Kind switch
        {
            RulingKind.Condemn => HealthTrigger.Judged,
            RulingKind.Spare => HealthTrigger.Spared,
            RulingKind.Doubt => HealthTrigger.Doubted,
            RulingKind.Stop => HealthTrigger.StopAllowed,
            _ => (HealthTrigger?)null, // to wait, which is also what a ruling of a newer version means
        };
        var cause = ruling.Kind is RulingKind.Condemn ? $"{ruling.Reason}: {course.Health.LastFailure?.Text}" : ruling.Reason;
        if (trigger is { } led && course.Fire(led, cause)) return;

        if (course.Health.Cause != cause) course.Record(new CauseChanged(cause, now));
        course.Alarm = course.Alarm with { Due = now + (ruling.Kind is RulingKind.Doubt ? policy.DoubtAgainAfter : policy.AskAgainAfter) };
    }

    public static void CarryOut(Course course, string? changeId, DateTimeOffset now)
    {
        if (!course.Health.OwesVerdict) return;
        course.Record(new VerdictTaken(course.Health.Verdict, changeId, now));
        if (!course.Fire(HealthTrigger.LeftZone, "its records are gone from every name server")) course.Rearm();
    }

    public static void Answer(Course course, StopOutcome outcome, string text, DateTimeOffset now)
    {
        if (course.Health is not { State: HealthState.Stopping, IsStopOurs: true, StopAnswer: null or StopOutcome.Failed }) return;
        course.Record(new StopAnswered(outcome, text, now));
        if (outcome is StopOutcome.Gone) course.Fire(HealthTrigger.Ended, $"nothing is left to stop: {text}");
        else if (outcome is StopOutcome.Accepted) course.Alarm = course.Alarm with { Due = course.Alarm.Deadline };
    }

    /// <summary>The alarm rang: what is owed is done, once more where it was done before.</summary>
    public static void Look(Course course, HealthPolicy policy, DateTimeOffset now)
    {
        if (course.Alarm.Deadline <= now && course.Fire(HealthTrigger.TimedOut, Hangs(course.Health))) return;

        if (course.Health is { State: HealthState.Stopping, IsStopOurs: true, StopAnswer: not StopOutcome.Accepted })
        {
            course.Record(new StopOrdered(course.Health.StopAttempts + 1, StopReason.Of(course.Health), now));
            course.Effects |= HealthEffects.OrderStop;
            course.Alarm = course.Alarm with { Due = now + policy.StopAgainAfter };
        }

        if (course.Health.OwesVerdict)
        {
            course.Effects |= HealthEffects.AnnounceVerdict;
            course.Alarm = course.Alarm.Again(now);
        }

        if (course.Effects is HealthEffects.None && !course.Health.WantsRuling(policy)) Rest(course, now);
    }

    /// <summary>Nothing is owed. What belongs to no task may be out of the zone for good, or until it recovers.</summary>
    private static void Rest(Course course, DateTimeOffset now)
    {
        const string OnlyWithdrawn = "it belongs to no task that could be stopped: it is only withdrawn";
        if (course.Health is { State: HealthState.Draining, Cause: not OnlyWithdrawn }) course.Record(new CauseChanged(OnlyWithdrawn, now));
        course.Alarm = course.Alarm with { Due = course.Alarm.Deadline };
    }

    private static string Hangs(ContainerHealth health) => health.State is HealthState.Condemned
        ? "its records did not leave the zone in time"
        : $"it was ordered to stop {health.StopAttempts} times and did not end in time";
}
