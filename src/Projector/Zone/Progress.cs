using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>How far registry and zone have followed what hosts stated, whoever folds and whoever leads.</summary>
public sealed class Progress(IRegistryState registry, IZoneView view, IZone zone)
{
    /// <summary>
    /// Whether these full statements, each the newest report or the leave of a host, are folded and the zone agrees with the result.
    /// </summary>
    /// <param name="statements">Stamps by the hosts' names.</param>
    /// <param name="cancel">Breaks the look off.</param>
    public async Task<bool> FollowsAsync(IReadOnlyDictionary<string, Stamp> statements, CancellationToken cancel) =>
        await AreFoldedAsync(statements, cancel) && await IsZoneUpToDateAsync(cancel);

    private async Task<bool> AreFoldedAsync(IReadOnlyDictionary<string, Stamp> statements, CancellationToken cancel)
    {
        var leases = await registry.ReadLeasesAsync([.. statements.Keys], cancel);
        return leases.Count(lease => lease.Watermark >= statements[lease.Id]) == statements.Count;
    }

    private async Task<bool> IsZoneUpToDateAsync(CancellationToken cancel)
    {
        var picture = await view.ReadAsync(zone.Id, ZoneScope.All, cancel);

        // A record whose change is under way is not planned for; it is up to date when that is known to have ended.
        // What the zone refuses will not follow however long one waits.
        return picture.Ledger.All(entry => entry.Pending is null)
            && ZonePlan.ByRefusal(ZonePlan.Between(picture.Desired.Sets, picture.Ledger), picture.Ledger).Fresh.Count == 0;
    }
}
