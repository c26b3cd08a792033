using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>One pass: secure the fence, read, inspect (both in full passes only), plan, apply. A pass is idempotent.</summary>
public sealed class ZonePass(
    IZone zone,
    IZoneView view,
    LeaderFence fence,
    ZoneInspection inspection,
    ZoneWriter writer,
    Propagation propagation,
    ZoneTurn turn,
    TimeProvider time,
    ILogger<ZonePass> log)
{
    private readonly HashSet<LeftOut> reported = [];
    private long room = int.MaxValue;
    private NeededTargets needed = new();

    /// <param name="scope">The services and hosts to reconcile.</param>
    /// <param name="term">The term in which the zone and the ledger are written.</param>
    /// <param name="cancel">Cancels the pass.</param>
    /// <param name="cause">The cause of the pass; null if unknown.</param>
    /// <returns>
    /// Whether a change was refused for the first time, so that what depends on it has to be planned anew by a full pass.
    /// </returns>
    public async Task<bool> RunAsync(ZoneScope scope, ILeaderTerm term, CancellationToken cancel, Cause? cause = null)
    {
        using var turnHeld = await turn.TakeAsync(cancel);
        using var activity = ProjectorTelemetry.Source.StartActivity("zone pass");
        activity?.SetTag(
            "pipeline.zone.scope",
            scope.Everything ? "everything" : $"{scope.Services.Count} services, {scope.Hosts.Count} hosts");
        var started = time.GetTimestamp();

        // Before anything is read: what is read afterwards, no earlier list can change any more.
        if (scope.Everything || !fence.IsHeldIn(term)) await fence.SecureAsync(term, cancel);

        var picture = await view.ReadAsync(zone.Id, scope, cancel);
        if (scope.Everything)
        {
            picture = (await inspection.RunAsync(picture, term, cancel)).Picture;
            propagation.Follow(picture.Ledger);
            room = await zone.RoomAsync(cancel);
        }

        var desired = picture.FitInto(room);
        ReportLeftOut(scope, desired.LeftOut);

        // A picture of a scope need not have the records that point to its hosts, so what they need is remembered until it is seen whole.
        if (scope.Everything) needed = new NeededTargets();
        var plan = ZonePlan.Between(desired.Sets, picture.Ledger, zone.Limits.Batches);
        var (fresh, waiting) = ZonePlan.Split(plan, picture.Ledger, needed);
        var written = await writer.ApplyAsync(fresh, picture.Ledger, needed, term, cancel, cause);
        var isRefused = written.Refused > 0;

        // A change that was refused in the same form is retried only in full passes, and separately from the other changes.
        if (scope.Everything) written += await writer.ApplyAsync(waiting, picture.Ledger, needed, term, cancel);
        room -= written.Added;

        activity?.SetTag("pipeline.zone.changes", written.Accepted);
        ProjectorTelemetry.Passed(scope, scope.Everything ? [.. fresh, .. waiting] : fresh, written.Refused, time.GetElapsedTime(started));
        if (written.Accepted > 0) log.ZoneChanged(written.Accepted, zone.Id, time.GetElapsedTime(started).TotalMilliseconds);
        return isRefused;
    }

    private void ReportLeftOut(ZoneScope scope, IReadOnlyCollection<LeftOut> leftOut)
    {
        if (scope.Everything)
        {
            reported.Clear();
            ProjectorTelemetry.LeftOut(leftOut);
        }

        foreach (var service in leftOut.Where(reported.Add))
            log.LeftOut(service.Instances, service.Service, service.Reason);
    }
}
