using System.Diagnostics;
using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>One pass: read, (audit,) plan, apply. Done twice, the second changes nothing.</summary>
public sealed partial class ZonePass(IZone zone, ZoneView view, ZoneLedger ledger, ZoneWriter writer, TimeProvider time, ILogger<ZonePass> log)
{
    public async Task RunAsync(ZoneScope scope, CancellationToken cancel)
    {
        using var activity = ProjectorTelemetry.Source.StartActivity("zone pass");
        activity?.SetTag("pipeline.zone.scope", scope.Everything ? "everything" : $"{scope.Services.Count} services, {scope.Hosts.Count} hosts");
        var started = time.GetTimestamp();

        if (scope.Everything) await AuditAsync(cancel);
        var picture = await view.ReadAsync(zone.Id, scope, cancel);
        var plan = ZonePlan.Between(picture.Desired, picture.Ledger);
        var refused = await writer.ApplyAsync(plan, picture.Ledger, cancel);

        activity?.SetTag("pipeline.zone.changes", plan.Count);
        ProjectorTelemetry.Passed(scope, plan, refused, time.GetElapsedTime(started));
        if (plan.Count > 0) Applied(log, plan.Count - refused, zone.Id, time.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Holds the ledger against the zone and notes each difference; the plan that follows repairs it.</summary>
    private async Task AuditAsync(CancellationToken cancel)
    {
        var actual = new Dictionary<RecordKey, RecordSet>();
        await foreach (var set in zone.ListAsync(cancel))
            actual[set.Key] = set;

        var findings = ZoneAudit.Between(actual, await ledger.ReadAsync(zone.Id, cancel), time.GetUtcNow()).ToList();
        if (findings.Count == 0) return;

        await ledger.NoteAsync(findings, cancel);
        foreach (var (entry, found) in findings)
        {
            ProjectorTelemetry.Found(found.Finding);
            Differs(log, entry.Key!, found.Finding);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Changes} changes applied to zone {Zone} in {Milliseconds:0.0} ms")]
    private static partial void Applied(ILogger log, int changes, string zone, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The zone differs from its ledger at {Key}: {Finding}")]
    private static partial void Differs(ILogger log, RecordKey key, Finding finding);
}
