namespace Pipeline.Tests.Simulation.Mutants;

/// <summary>
/// The faults that the simulation must find. One that the next full report makes up for within the oracles' bound does not belong here.
/// </summary>
internal static class MutantTable
{
    public static readonly Mutant[] All =
    [
        new(
            "clocks-behind-are-deaf",
            "src/Core/Hosts/SpeakerRules.cs",
            "lease.LastHeard < before.Since",
            "false"),
        new(
            "unlisted-containers-stay",
            "src/Core/Registration/Registrar.cs",
            "f.Range?.Contains(c.Id) is not false && !listed.Contains(c.Id)",
            "false"),
        new(
            "parts-of-a-report-end-the-others",
            "src/Contracts/Facts/ContainerRange.cs",
            "(From is null || string.CompareOrdinal(id, From) >= 0) && (To is null || string.CompareOrdinal(id, To) < 0)",
            "true"),
        new(
            "full-passes-do-not-read-the-zone",
            "src/Projector/Zone/ZonePass.cs",
            "await inspection.RunAsync(picture, term, cancel)",
            "picture"),
        new(
            "lists-carry-no-fence",
            "src/Projector/Zone/Route53/Route53Zone.cs",
            "Route53Records.Write(changes, Domain)",
            "Route53Records.Write(changes, Domain).Where(change => change.ResourceRecordSet.Type != RRType.TXT)"),
        new(
            "copies-write-as-well",
            "src/Core/Dns/Fencing/FenceJudgement.cs",
            "Standing is FenceStanding.Foreign or FenceStanding.Ahead",
            "false"),
        new(
            "what-was-written-is-replaced-not-what-is-held",
            "src/Core/Dns/HeldSets.cs",
            "entry.Held!",
            "entry.Written ?? entry.Held!"),
        new(
            "sagas-outlive-their-containers",
            "src/HealthSaga/Reports/ReportComparison.cs",
            "report.Range?.Contains(health.ContainerId) is not false && !listed.Contains(health.ContainerId)",
            "false"),
        new(
            "reports-list-only-what-runs",
            "src/Producer/Watching/EngineMonitor.cs",
            "running.Union(writer.ReportedContainers)",
            "running.AsEnumerable()"),
        new(
            "a-floor-of-nothing",
            "src/Core/Health/Governor.cs",
            "healthy < Math.Max(1, (int)Math.Ceiling(policy.Floor * instances.Sum(row => row.Count)))",
            "false"),
    ];
}
