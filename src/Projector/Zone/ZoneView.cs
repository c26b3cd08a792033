using Marten;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Zone;

/// <summary>Reads what a pass over the zone needs: what is desired and what the ledger holds, for the scope and nothing else.</summary>
public sealed class ZoneView(IDocumentStore store, ZoneLedger ledger, DesiredZone desired)
{
    public async Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        if (scope.Everything)
        {
            var everyone = await session.Query<Host>().ToListAsync(cancel);
            var running = await session.Query<Container>().Where(c => c.IsPresent).ToListAsync(cancel);
            return new ZonePicture(desired.Of(Present(everyone), Instances(running, _ => true)), await ledger.ReadAsync(zone, cancel));
        }

        var services = scope.Services.ToArray();
        var containers = services.Length == 0 ? [] : await session.QueryAsync<Container>(
            "where d.services && ?", cancel, (object)services);
        var instances = Instances(containers, scope.Services.Contains);
        var names = instances.Select(i => i.Host).Concat(scope.Hosts).Distinct().ToList();
        var hosts = await session.LoadManyAsync<Host>(cancel, names.Select(Host.StreamOf));

        var wanted = desired.Of(Present(hosts), instances);
        var keys = wanted.Keys.Concat(scope.Services.Select(desired.Service)).Concat(scope.Hosts.Select(desired.Host)).Distinct();
        return new ZonePicture(wanted, await ledger.ReadAsync(zone, keys, cancel));
    }

    private static List<Host> Present(IEnumerable<Host> hosts) => [.. hosts.Where(h => h.IsPresent)];

    private static List<(string Host, Instance Instance)> Instances(IEnumerable<Container> containers, Func<string, bool> concerned) =>
        [.. containers.SelectMany(c => c.Instances.Where(i => concerned(i.Service)), (c, i) => (c.Host, i))];
}

/// <summary>What the zone shall hold and what the ledger says it holds.</summary>
public sealed record ZonePicture(IReadOnlyDictionary<RecordKey, RecordSet> Desired, IReadOnlyList<LedgerEntry> Ledger);
