using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>One pass: read, (inspect,) plan, apply. Done twice, the second changes nothing.</summary>
public sealed class ZonePass(
    IZone zone,
    IZoneView view,
    ZoneInspection inspection,
    ZoneWriter writer,
    Propagation propagation,
    ZoneTurn turn,
    TimeProvider time,
    ILogger<ZonePass> log)
{
    private readonly HashSet<LeftOut> told = [];
    private long room = int.MaxValue;

    /// <param name="scope">What is looked at.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <param name="cause">What led here; null for nothing that is known.</param>
    public async Task RunAsync(ZoneScope scope, CancellationToken cancel, Cause? cause = null)
    {
        using var mine = await turn.TakeAsync(cancel);
        using var activity = ProjectorTelemetry.Source.StartActivity("zone pass");
        activity?.SetTag(
            "pipeline.zone.scope",
            scope.Everything ? "everything" : $"{scope.Services.Count} services, {scope.Hosts.Count} hosts");
        var started = time.GetTimestamp();

        var picture = await view.ReadAsync(zone.Id, scope, cancel);
        if (scope.Everything)
        {
            picture = await inspection.RunAsync(picture, cancel);
            propagation.Follow(picture.Ledger);
            room = await zone.RoomAsync(cancel);
        }

        var desired = Capacity.Fit(picture.Desired, picture.Ledger, room);
        Alarm(scope, desired.LeftOut);

        var (fresh, stale) = ZonePlan.ByRefusal(ZonePlan.Between(desired.Sets, picture.Ledger, zone.Limits.Batches), picture.Ledger);
        var written = await writer.ApplyAsync(fresh, picture.Ledger, cancel, cause);

        // What was refused just so is tried again at leisure, and by itself.
        if (scope.Everything) written += await writer.ApplyAsync(stale, picture.Ledger, cancel);
        room -= written.Added;

        activity?.SetTag("pipeline.zone.changes", written.Accepted);
        ProjectorTelemetry.Passed(scope, scope.Everything ? [.. fresh, .. stale] : fresh, written.Refused, time.GetElapsedTime(started));
        if (written.Accepted > 0) log.ZoneChanged(written.Accepted, zone.Id, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private void Alarm(ZoneScope scope, IReadOnlyCollection<LeftOut> leftOut)
    {
        if (scope.Everything)
        {
            told.Clear();
            ProjectorTelemetry.LeftOut(leftOut);
        }

        foreach (var service in leftOut.Where(told.Add))
            log.LeftOut(service.Instances, service.Service, service.Limit);
    }
}
