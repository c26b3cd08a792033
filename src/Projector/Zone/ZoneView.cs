using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>Reads the input of a pass over the zone: the desired records and the ledger's entries, limited to the scope.</summary>
public sealed class ZoneView(IRegistryState registry, ZoneLedger ledger, DesiredZone desired) : IZoneView
{
    /// <inheritdoc/>
    public async Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel)
    {
        if (scope.Everything)
        {
            var present = await registry.ReadPresentAsync(cancel);
            return await ReadAsync(zone, present.Hosts, present.Containers, cancel);
        }

        // A host and a service may have one name, and with it one address set: neither is compared without the other. Nor is a protocol
        // name without its plain name.
        var names = scope.Services.Union(scope.Hosts).SelectMany(desired.FindRelated).ToImmutableHashSet();
        var containers = await registry.ReadClaimantsAsync([.. names], cancel);
        var placements = SelectPlacements(containers, names.Contains);
        var hosts = await registry.ReadHostsAsync([.. placements.Select(i => i.Host).Concat(names).Distinct()], cancel);

        var served = await ledger.ReadOpenAsync(zone, names.SelectMany(desired.KeysOfService), cancel);
        return await BuildPictureAsync(zone, SelectPresent(hosts), placements, served, scope.Hosts.SelectMany(desired.KeysOfHost), cancel);
    }

    /// <summary>The picture of the whole zone for the given hosts and containers.</summary>
    public async Task<ZonePicture> ReadAsync(
        string zone, IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> containers, CancellationToken cancel) =>
        await BuildPictureAsync(
            zone, SelectPresent(hosts), SelectPlacements(containers, _ => true), await ledger.ReadOpenAsync(zone, cancel), [], cancel);

    /// <param name="open">The ledger's open entries, at least those of the services in scope.</param>
    /// <param name="more">Further keys to read, desired or not.</param>
    private async Task<ZonePicture> BuildPictureAsync(
        string zone,
        List<Host> hosts,
        List<PlacedInstance> placements,
        IReadOnlyList<LedgerEntry> open,
        IEnumerable<RecordKey> more,
        CancellationToken cancel)
    {
        var wanted = desired.In(zone).Of(hosts, placements, open.Select(e => e.Held).OfType<RecordSet>());
        var unread = wanted.Sets.Keys.Concat(more).Except(open.Select(e => e.Key!)).ToList();
        return new ZonePicture(wanted, unread.Count == 0 ? open : [.. open, .. await ledger.ReadAsync(zone, unread, cancel)])
        {
            Placements = placements,
            Hosts = hosts,
        };
    }

    private static List<Host> SelectPresent(IEnumerable<Host> hosts) => [.. hosts.Where(h => h.IsPresent)];

    private static List<PlacedInstance> SelectPlacements(IEnumerable<Container> containers, Func<string, bool> inScope) =>
        [.. containers.SelectMany(c => c.Instances.Where(i => inScope(i.Service)), (c, i) => new PlacedInstance(c.Host, c.Id, i))];
}
