namespace Pipeline.Core.Health;

/// <summary>What looks at a container's ports mean for its health.</summary>
internal static class Probes
{
    public static void Follow(Course course, ProbeResult result, HealthPolicy policy, DateTimeOffset now)
    {
        var health = course.Health;
        if (!health.IsProbed || health.Watches.All(watch => watch.Port != result.Port)) return;
        if (health.Pulses.GetValueOrDefault(result.Port)?.Last.At >= result.At) return; // twice, or overtaken by a later look
        if (!result.Passed && result.At < health.GraceUntil) return;
        if (result.Passed && health.State is HealthState.Healthy) return;
        Count(course, result, policy, now);
    }

    /// <summary>Takes a result in.</summary>
    public static void Count(Course course, ProbeResult result, HealthPolicy policy, DateTimeOffset now)
    {
        course.Record(new ProbeHeard(result, now));
        if (result.Passed)
        {
            if (course.Health.Passes(course.Health.State is HealthState.Starting ? 1 : policy.Successes))
                course.Fire(HealthTrigger.Passed, $"port {result.Port} passes: {result.Text}");
            return;
        }

        course.Fire(HealthTrigger.Failed, Failure(result));
        if (course.Alarm.Due is null && course.Health.WantsRuling(policy))
            course.Alarm = new Alarm(now); // the governor is asked
    }

    private static string Failure(ProbeResult result) => $"port {result.Port} fails: {result.Text}";
}
