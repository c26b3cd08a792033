namespace Pipeline.Core.Health;

/// <summary>Applies check results to a container's health.</summary>
internal static class ProbeRules
{
    public static void Apply(HealthDecisionBuilder builder, ProbeResult result, HealthPolicy policy, DateTimeOffset now)
    {
        var health = builder.Health;
        if (!health.IsProbed || health.Watches.All(watch => watch.Port != result.Port)) return;
        if (health.Pulses.GetValueOrDefault(result.Port)?.Last.At >= result.At) return; // repeated, or overtaken by a later result
        if (!result.Passed && result.At < health.GraceUntil) return;
        if (result.Passed && health.State is HealthState.Healthy) return;
        CountResult(builder, result, policy, now);
    }

    /// <summary>Records a result that counts, and what follows from it.</summary>
    public static void CountResult(HealthDecisionBuilder builder, ProbeResult result, HealthPolicy policy, DateTimeOffset now)
    {
        builder.Record(new ProbeHeard(result, now));
        if (result.Passed)
        {
            var enough = builder.Health.Passes(builder.Health.State is HealthState.Starting ? 1 : policy.Successes);
            if (enough && !builder.Health.LeavesWithTask)
                builder.Fire(HealthTrigger.Passed, $"port {result.Port} passes: {result.Text}");
            return;
        }

        builder.Fire(HealthTrigger.Failed, Describe(result));
        if (builder.Alarm.Due is null && builder.Health.NeedsGovernor(policy))
            builder.Alarm = new Alarm(now); // the governor is asked
    }

    private static string Describe(ProbeResult result) => $"port {result.Port} fails: {result.Text}";
}
