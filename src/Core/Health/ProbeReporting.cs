namespace Pipeline.Core.Health;

/// <summary>
/// Whether a prober must report a result to the saga: nothing is reported while nothing changes.
/// <code>
/// state of the saga       a success is reported      a failure is reported
/// starting                yes                        after the grace period
/// healthy                 no                         yes
/// suspect                 yes                        yes
/// any other               yes                        until it failed often enough, and whenever its text changes
/// </code>
/// A lost report is repeated, because the state of the saga did not change.
/// </summary>
public static class ProbeReporting
{
    /// <param name="health">The state of the saga, as last read.</param>
    /// <param name="told">The result that was reported last; null for none.</param>
    public static bool MustReport(ContainerHealth health, ProbeResult result, ProbeResult? told, HealthPolicy policy) =>
        (result.Passed, health.State) switch
        {
            (true, HealthState.Healthy) => told is { Passed: false },
            (true, _) => true,
            (false, HealthState.Starting) => result.At >= health.GraceUntil,
            (false, HealthState.Healthy or HealthState.Suspect) => true,
            _ when !health.FailsEnough(policy) => true,
            _ => told is null or { Passed: true } || told.Text != result.Text,
        };
}
