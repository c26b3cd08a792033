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
            "far-epochs-are-believed",
            "src/Core/Hosts/SpeakerRules.cs",
            "former is null && !isAhead && fact.Stamp.Epoch > speaker.Epoch",
            "former is null && fact.Stamp.Epoch > speaker.Epoch"),
        new(
            "former-speakers-are-believed",
            "src/Core/Hosts/SpeakerRules.cs",
            "former?.Sequence >= sequence",
            "false"),
        new(
            "the-doubted-are-silent",
            "src/Core/Hosts/Silences.cs",
            "ofDoubted < ofBelieved ? ofDoubted.Value : ofBelieved",
            "ofBelieved"),
        new(
            "silence-by-the-time-of-day",
            "src/Projector/Registry/RegistryWriter.cs",
            "policy.Judge(all, silences.Measure, witnessReports)",
            "policy.Judge(all, lease => new(time.GetUtcNow() - lease.LastHeard, time.GetUtcNow() - lease.Doubt?.LastHeard), "
            + "witnessReports)"),
        new(
            "servers-do-not-follow-the-store",
            "src/Core/Pacing/SteadyTime.cs",
            "store is var (time, at) ? time + clock.GetElapsedTime(at, now) : clock.GetUtcNow()",
            "clock.GetUtcNow()"),
        new(
            "former-names-are-vouched-for",
            "src/Core/Hosts/LeasePolicy.cs",
            "reports.GetValueOrDefault(h.Host.Name)?.Presence",
            "witnessReports?.GetValueOrDefault(h.Host.Name)?.Presence"),
        new(
            "containers-are-doubted-for-ever",
            "src/Core/Registration/ContestedContainers.cs",
            "builder.Container(id) is { Doubt: not null }",
            "false"),
        new(
            "the-last-one-leaves-early",
            "src/Core/Registration/EarlyLeave.cs",
            "container.Instances.Where(one => IsAnsweredElsewhere(builder.Registry, container, one, admission, now))",
            "container.Instances"),
        new(
            "what-left-early-does-not-return",
            "src/Core/Registration/EarlyLeave.cs",
            "!(leaves && IsAnsweredElsewhere(builder.Registry, container, instance, admission, now))",
            "!leaves"),
        new(
            "one-bad-part-rejects-a-report",
            "src/Core/Registration/FactIntake.cs",
            "AcceptReport(report)",
            "report.Containers.All(one => one.Endpoints.All(claim => IsStorable(claim.Service))) ? AcceptReport(report) "
            + ": Intake.Rejected(\"has a bad part\", host)"),
        new(
            "claims-are-not-bounded",
            "src/Claims/ClaimText.cs",
            "Encoding.UTF8.GetByteCount(text) <= longest",
            "true"),
        new(
            "unlisted-containers-stay",
            "src/Core/Registration/Registrar.cs",
            "!listed.Contains(c.Id) && f.IsEndOf(c.Id)",
            "false"),
        new(
            "parts-of-a-report-end-the-others",
            "src/Contracts/Facts/ContainerRange.cs",
            "(From is null || string.CompareOrdinal(id, From) >= 0) && (To is null || string.CompareOrdinal(id, To) < 0)",
            "true"),
        new(
            "full-passes-do-not-read-the-zone",
            "src/Projector/Zone/ZonePass.cs",
            "(await inspection.RunAsync(picture, term, cancel)).Picture",
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
            "!listed.Contains(health.ContainerId) && report.IsEndOf(health.ContainerId)",
            "false"),
        new(
            "reports-list-only-what-runs",
            "src/Producer/Watching/EngineMonitor.cs",
            "running.Union(writer.ReportedContainers)",
            "running.AsEnumerable()"),
        new(
            "a-floor-of-nothing",
            "src/Core/Health/Floors.cs",
            "healthy - CountHealthy(leaving, service) < needed",
            "false"),
        new(
            "the-floor-forgets-the-task",
            "src/Core/Health/Governor.cs",
            "floors.FindBreach([.. candidate.Siblings.Select(sibling => sibling.Row)])",
            "(string?)null"),
        new(
            "a-stop-does-not-wait-for-its-task",
            "src/Core/Health/Governor.cs",
            "candidate.Siblings.FirstOrDefault(sibling => !sibling.IsOut)",
            "(Sibling?)null"),
        new(
            "stuck-waits-for-a-person",
            "src/Core/Health/HealthDecisionBuilder.cs",
            "new Alarm(now + policy.StuckAgainAfter)",
            "Alarm.None"),
        new(
            "what-was-not-inspected-has-ended",
            "src/Contracts/Facts/HostReported.cs",
            "Uninspected?.Contains(unlisted) is not true",
            "true"),
        new(
            "crash-loops-are-not-held-back",
            "src/Core/Registration/Admission.cs",
            "CrashLoop.DescribeObstacle(container.Crashes)",
            "(string?)null"),
        new(
            "services-point-to-no-address",
            "src/Projector/Zone/IZoneView.cs",
            "ReachableTargets.Fit(Capacity.Fit(Desired, Ledger, room), Desired.Sets, Ledger)",
            "Capacity.Fit(Desired, Ledger, room)"),
        new(
            "stops-that-come-late-stand",
            "src/HealthSaga/Stopping/StopTaskConsumer.cs",
            "FindObstacle(order, saga?.Health)",
            "(string?)null"),
        new(
            "removals-without-a-receipt-are-in-sync",
            "src/Core/Dns/LedgerEntry.cs",
            "now - Since >= PropagatesWithin",
            "true"),
        new(
            "a-clock-that-leaps-ends-a-ttl",
            "src/HealthSaga/Judging/Judge.cs",
            "steady.SteadyFor >= settings.Policy.Ttl",
            "true"),
        new(
            "what-returns-knows-no-owner",
            "src/Projector/Registry/RegistryWriter.cs",
            "registrar.FindBoundNames(left.Select(instance => instance.Service))",
            "registrar.FindBoundNames(Array.Empty<string>())"),
        new(
            "who-is-not-checked-outlives-its-host",
            "src/HealthSaga/Reports/SilentHosts.cs",
            "!health.Watches.Exists(watch => watch.IsProbed) || HasFailed(health)",
            "HasFailed(health)"),
        new(
            "targets-of-refused-changes-are-deleted",
            "src/Core/Dns/Planning/NeededTargets.cs",
            "names.Contains(name)",
            "false"),
        new(
            "intruders-count-for-the-floor",
            "src/Core/Health/UnservedClaims.cs",
            "Refused.Overlaps(services) || HeldBack.Overlaps(services)",
            "false"),
        new(
            "a-port-that-is-used-again-vouches",
            "src/HealthSaga/Reports/SilentHosts.cs",
            "HasLostItsPort(health, holders)",
            "false"),
        new(
            "who-stands-by-does-not-listen",
            "src/Projector/Leases/LeaseWatch.cs",
            "settings.LeasesEvery * StandbyIntervals",
            "TimeSpan.FromDays(1)"),
        new(
            "what-a-restored-store-does-not-know-stays-foreign",
            "src/Core/Dns/Adoption/AdoptionDecision.cs",
            "!seen.IsOwned(set.Key) && seen.FindLabel(set.Key.Name) is not null && request.Covers(set.Key)",
            "false"),
        new(
            "withheld-stops-are-only-repeated",
            "src/Core/Health/RemovalRules.cs",
            "outcome is StopOutcome.Withheld",
            "false"),
    ];
}
