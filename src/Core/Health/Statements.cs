using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>What a host's statements mean for a container's health.</summary>
internal static class Statements
{
    public static void Follow(Course course, HealthSignal.Stated stated, HealthPolicy policy, DateTimeOffset now)
    {
        // One that was given up and runs after all is looked after anew, like a new run.
        if (stated is HealthSignal.Runs anew && (anew.Run != course.Health.Run || !course.Health.IsLive))
        {
            course.Record(new RunWatched(anew.Host, anew.Stamp, anew.Run, anew.Name, anew.Task, anew.Watches, policy.Grace, now));
            course.Alarm = Alarm.None;
            Doubt(course);
            Hear(course, anew, policy, now);
            return;
        }

        course.Record(new FactHeard(stated.Host, stated.Stamp, now));
        switch (stated)
        {
            case HealthSignal.Runs runs:
                Resume(course);
                if (!runs.Watches.SequenceEqual(course.Health.Watches))
                {
                    course.Record(new WatchesChanged(runs.Watches, now));
                    Doubt(course);
                }

                Hear(course, runs, policy, now);
                break;
            case HealthSignal.IsPaused:
                course.Fire(HealthTrigger.Paused, "its host froze it");
                break;
            case HealthSignal.IsStopping:
                course.Fire(HealthTrigger.AskedToStop, "it was asked to stop on its host");
                break;
            case HealthSignal.HasEnded ended:
                course.Fire(HealthTrigger.Ended, ended.How);
                break;
        }
    }

    /// <summary>While this system stops it, what its host said before it knew of that comes in late.</summary>
    private static void Resume(Course course)
    {
        if (course.Health is { State: HealthState.Stopping, IsStopOurs: true }) return;
        course.Fire(HealthTrigger.Resumed, "it goes on");
    }

    /// <summary>A check that is none proves nothing about its container.</summary>
    private static void Doubt(Course course)
    {
        if (course.Health.Watches.Find(watch => watch.Flaw is not null) is { Flaw: { } flaw }) course.Fire(HealthTrigger.Doubted, flaw);
    }

    /// <summary>An engine's own check has its own grace and its own thresholds: its word stands for as many results as are needed.</summary>
    private static void Hear(Course course, HealthSignal.Runs runs, HealthPolicy policy, DateTimeOffset now)
    {
        if (runs.Engine is not (EngineHealth.Healthy or EngineHealth.Unhealthy)) return;
        var passed = runs.Engine is EngineHealth.Healthy;
        foreach (var watch in course.Health.Watches.Where(watch => watch.Check is { Kind: CheckKind.Docker }))
            if (course.Health.Pulses.GetValueOrDefault(watch.Port)?.Last.Passed != passed)
                Probes.Count(course, new ProbeResult(
                    watch.Port, passed, passed ? "docker: healthy" : "docker: unhealthy", now, TimeSpan.Zero, runs.Host, Math.Max(policy.Failures, policy.Successes)), policy, now);
    }
}
