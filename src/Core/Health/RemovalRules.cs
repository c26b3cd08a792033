namespace Pipeline.Core.Health;

/// <summary>
/// The steps of a removal: ejected → its records are gone and in sync → their TTL runs out → stop requested → the host reports its end.
/// Each step is repeated until it is answered, and becomes stuck after its deadline.
/// </summary>
internal static class RemovalRules
{
    public static void ApplyRuling(HealthDecisionBuilder builder, GovernorDecision ruling, HealthPolicy policy, DateTimeOffset now)
    {
        if (ruling.Kind is GovernorDecisionKind.CondemnWithTask or GovernorDecisionKind.SpareWithTask)
        {
            ApplyTaskRuling(builder, ruling);
            return;
        }

        // It may have recovered since the governor was asked.
        if (builder.Health.State is not HealthState.Draining && !builder.Health.FailsEnough(policy)) return;

        var trigger = ruling.Kind switch
        {
            GovernorDecisionKind.Condemn => HealthTrigger.Judged,
            GovernorDecisionKind.Spare => HealthTrigger.Spared,
            GovernorDecisionKind.Doubt => HealthTrigger.Doubted,
            GovernorDecisionKind.Stop => HealthTrigger.StopAllowed,
            _ => (HealthTrigger?)null, // to wait, which is also what a ruling of a newer version means
        };
        var cause = ruling.Kind is GovernorDecisionKind.Condemn ? $"{ruling.Reason}: {builder.Health.LastFailure?.Text}" : ruling.Reason;
        if (trigger is { } led && builder.Fire(led, cause)) return;

        if (builder.Health.Cause != cause) builder.Record(new CauseChanged(cause, now));
        var askAgainAfter = ruling.Kind is GovernorDecisionKind.Doubt ? policy.DoubtAgainAfter : policy.AskAgainAfter;
        builder.Alarm = builder.Alarm with { Due = now + askAgainAfter };
    }

    private static void ApplyTaskRuling(HealthDecisionBuilder builder, GovernorDecision ruling)
    {
        if (ruling.Kind is GovernorDecisionKind.CondemnWithTask) builder.Fire(HealthTrigger.TaskCondemned, ruling.Reason);
        else if (builder.Health.LeavesWithTask) builder.Fire(HealthTrigger.TaskSpared, ruling.Reason);
    }

    public static void ApplyVerdictTaken(HealthDecisionBuilder builder, string? changeId, DateTimeOffset now)
    {
        if (!builder.Health.OwesVerdict) return;
        builder.Record(new VerdictTaken(builder.Health.Verdict, changeId, now));
        if (!builder.Fire(HealthTrigger.LeftZone, "its records are gone from every name server")) builder.SetAlarm();
    }

    public static void ApplyStopAnswer(HealthDecisionBuilder builder, StopOutcome outcome, string text, DateTimeOffset now)
    {
        if (builder.Health is not { AwaitsStop: true, StopAnswer: null or StopOutcome.Failed }) return;
        builder.Record(new StopAnswered(outcome, text, now));
        if (outcome is StopOutcome.Gone) builder.Fire(HealthTrigger.Ended, $"nothing is left to stop: {text}");

        // It is checked again, and may recover; if it does not, its whole task leaves DNS before a stop is allowed once more.
        else if (outcome is StopOutcome.Withheld) builder.Fire(HealthTrigger.StopWithheld, $"its stop was withheld: {text}");
        else if (outcome is StopOutcome.Accepted && builder.Health.State is HealthState.Stopping)
            builder.Alarm = builder.Alarm with { Due = builder.Alarm.Deadline };
    }

    /// <summary>The alarm is due: performs the current step, or repeats it.</summary>
    public static void ApplyAlarm(HealthDecisionBuilder builder, HealthPolicy policy, DateTimeOffset now)
    {
        if (builder.Alarm.Deadline <= now && builder.Fire(HealthTrigger.TimedOut, ExplainTimeout(builder.Health))) return;

        if (builder.Health is { AwaitsStop: true } and not { State: HealthState.Stopping, StopAnswer: StopOutcome.Accepted })
        {
            builder.Record(new StopOrdered(builder.Health.StopAttempts + 1, StopReason.Format(builder.Health), now));
            builder.Effects |= HealthEffects.OrderStop;
            builder.Alarm = builder.Health.State is HealthState.Stuck
                ? builder.Alarm.NextStuckAttempt(now, policy.StuckAgainAfter)
                : builder.Alarm with { Due = now + policy.StopAgainAfter };
        }

        if (builder.Health.OwesVerdict)
        {
            builder.Effects |= HealthEffects.AnnounceVerdict;
            builder.Alarm = builder.Alarm.NextAttempt(now);
        }

        if (builder.Effects is HealthEffects.None && !builder.Health.NeedsGovernor(policy)) WaitForSignal(builder, policy, now);
    }

    /// <summary>
    /// Nothing to do until a signal arrives. Without a task to stop, a container remains out of DNS until it recovers. One that left with
    /// its task is looked at again, because nobody signals that the task stays.
    /// </summary>
    private static void WaitForSignal(HealthDecisionBuilder builder, HealthPolicy policy, DateTimeOffset now)
    {
        if (builder.Health.LeavesWithTask)
        {
            builder.Alarm = builder.Alarm with { Due = now + policy.AskAgainAfter };
            return;
        }

        const string OnlyWithdrawn = "it has no ECS task to stop: it is removed from DNS only";
        if (builder.Health is { State: HealthState.Draining, Cause: not OnlyWithdrawn } && !builder.Health.CanBeStopped(policy))
            builder.Record(new CauseChanged(OnlyWithdrawn, now));
        builder.Alarm = builder.Alarm with { Due = builder.Alarm.Deadline };
    }

    private static string ExplainTimeout(ContainerHealth health) => health.State is HealthState.Condemned
        ? "its records did not leave the zone in time; their removal is still being requested"
        : $"its stop was requested {health.StopAttempts} times, and it did not end in time; it is requested again at growing intervals";
}
