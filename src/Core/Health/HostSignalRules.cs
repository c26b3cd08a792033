using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>Applies the facts of a host to a container's health.</summary>
internal static class HostSignalRules
{
    public static void Apply(HealthDecisionBuilder builder, HealthSignal.Stated stated, HealthPolicy policy, DateTimeOffset now)
    {
        // A container that was believed to have ended and runs after all is treated like a new run.
        if (stated is HealthSignal.Runs anew && (anew.Run != builder.Health.Run || !builder.Health.IsLive))
        {
            var isEjected = builder.Health.IsCondemned && anew.Run == builder.Health.Run;
            builder.Record(new RunWatched(anew.Host, anew.Stamp, anew.Run, anew.Name, anew.Task, anew.Watches, policy.Grace, now));
            builder.Alarm = Alarm.None;

            // The registry keeps its decision on a run that comes back.
            if (isEjected) builder.Reinstate("its run came back");
            ApplyChecks(builder);
            ApplyEngineHealth(builder, anew, policy, now);
            return;
        }

        var renamed = stated is HealthSignal.Runs { Name: var name } && name != builder.Health.Name ? name : null;
        builder.Record(new FactHeard(stated.Host, stated.Stamp, now) { Name = renamed });
        switch (stated)
        {
            case HealthSignal.Runs runs:
                Resume(builder);
                if (!runs.Watches.SequenceEqual(builder.Health.Watches))
                {
                    builder.Record(new WatchesChanged(runs.Watches, now));
                    ApplyChecks(builder);
                }

                ApplyEngineHealth(builder, runs, policy, now);
                break;
            case HealthSignal.IsPaused:
                builder.Fire(HealthTrigger.Paused, "it was paused on its host");
                break;
            case HealthSignal.IsStopping:
                builder.Fire(HealthTrigger.AskedToStop, "it was asked to stop on its host");
                break;
            case HealthSignal.HasEnded ended:
                builder.Fire(HealthTrigger.Ended, ended.How);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(stated), stated.GetType().Name, "An unknown kind of fact.");
        }
    }

    /// <summary>While this system stops it, facts from before the stop may still arrive.</summary>
    private static void Resume(HealthDecisionBuilder builder)
    {
        if (builder.Health is { State: HealthState.Stopping, IsStopOurs: true }) return;
        builder.Fire(HealthTrigger.Resumed, "it resumed");
    }

    /// <summary>An invalid check says nothing about its container; one that is not checked at all counts as healthy.</summary>
    private static void ApplyChecks(HealthDecisionBuilder builder)
    {
        builder.PassIfUnchecked();
        if (builder.Health.Watches.Find(watch => watch.Flaw is not null) is { Flaw: { } flaw }) builder.Fire(HealthTrigger.Doubted, flaw);
    }

    /// <summary>
    /// An engine's own check has its own grace period and thresholds, so its result counts as as many results as are needed.
    /// </summary>
    private static void ApplyEngineHealth(HealthDecisionBuilder builder, HealthSignal.Runs runs, HealthPolicy policy, DateTimeOffset now)
    {
        if (runs.Engine is not (EngineHealth.Healthy or EngineHealth.Unhealthy)) return;
        var passed = runs.Engine is EngineHealth.Healthy;
        var text = passed ? "docker: healthy" : "docker: unhealthy";
        var weight = Math.Max(policy.Failures, policy.Successes);
        foreach (var watch in builder.Health.Watches.Where(watch => watch.Check is { Kind: CheckKind.Docker }))
            if (builder.Health.Pulses.GetValueOrDefault(watch.Port)?.Last.Passed != passed)
            {
                var result = new ProbeResult(watch.Port, passed, text, now, TimeSpan.Zero, runs.Host, weight);
                ProbeRules.CountResult(builder, result, policy, now);
            }
    }
}
