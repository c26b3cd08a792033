namespace Pipeline.Core.Health;

/// <summary>
/// Whether a result is worth telling: nothing is said while nothing changes.
/// <code>
/// the saga stands at …    a success is told          a failure is told
/// starting                yes                        after the grace
/// healthy                 no                         yes
/// suspect                 yes                        yes
/// any other               yes                        until it failed often enough, and where the last one told was another
/// </code>
/// What was told and lost is told again, because the saga still stands where it stood.
/// </summary>
public static class Telling
{
    /// <param name="health">The saga, as it was last seen.</param>
    /// <param name="told">The result that was told last; null for none.</param>
    public static bool IsNews(ContainerHealth health, ProbeResult result, ProbeResult? told, HealthPolicy policy) => (result.Passed, health.State) switch
    {
        (true, HealthState.Healthy) => told is { Passed: false },
        (true, _) => true,
        (false, HealthState.Starting) => result.At >= health.GraceUntil,
        (false, HealthState.Healthy or HealthState.Suspect) => true,
        _ when !health.FailsEnough(policy) => true,
        _ => told is null or { Passed: true } || told.Text != result.Text,
    };
}
