using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>Reports whether the registry and the zone reflect what hosts reported, independent of which process folds or leads.</summary>
public sealed class Progress(IRegistryState registry, IZoneView view, IZone zone)
{
    /// <summary>
    /// Whether these facts, each the newest full report or the HostLeft of a host, are folded, and the zone matches the result.
    /// </summary>
    /// <param name="statements">The stamps of the facts, by the hosts' names.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task<bool> FollowsAsync(IReadOnlyDictionary<string, Stamp> statements, CancellationToken cancel) =>
        await AreFoldedAsync(statements, cancel) && await IsZoneUpToDateAsync(cancel);

    private async Task<bool> AreFoldedAsync(IReadOnlyDictionary<string, Stamp> statements, CancellationToken cancel)
    {
        var leases = await registry.ReadLeasesAsync([.. statements.Keys], cancel);
        return leases.Count(lease => statements[lease.Id].IsOvertakenBy(lease.Watermark)) == statements.Count;
    }

    private async Task<bool> IsZoneUpToDateAsync(CancellationToken cancel)
    {
        var picture = await view.ReadAsync(zone.Id, ZoneScope.All, cancel);

        // The plan omits a record whose change is pending; the record is up to date once the outcome is known.
        // Changes that the zone refused are ignored: waiting does not apply them.
        return picture.Ledger.All(entry => entry.Pending is null)
            && ZonePlan.Split(ZonePlan.Between(picture.Desired.Sets, picture.Ledger), picture.Ledger, new NeededTargets()).Fresh.Count == 0;
    }
}
