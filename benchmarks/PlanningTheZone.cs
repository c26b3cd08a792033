using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Benchmarks;

/// <summary>Planning a zone of 10,000 instances: in full, and for the one service that changed.</summary>
internal static class PlanningTheZone
{
    private const int Services = 200;
    private const int Hosts = 50;
    private const int InstancesPerService = 50;
    private const string ZoneId = "local:servicediscovery.internal";

    private static readonly DesiredZone Desired = new DesiredZone("servicediscovery.internal", 5) { HasAliases = true }.In(ZoneId);

    public static Figure Run()
    {
        Host[] hosts = [.. Enumerable.Range(0, Hosts)
            .Select(h => new Host { Id = Host.StreamOf($"host-{h}"), Address = $"127.0.1.{h + 1}" })];
        var instances = Enumerable.Range(0, Services * InstancesPerService).Select(Placed).ToList();
        var ledger = Desired.Of(hosts, instances, []).Sets.Values.Select(Held).ToList();

        var held = ledger.Select(e => e.Held!).ToList();

        // One instance of one service is gone.
        var changed = instances.Skip(1).ToList();
        var concerned = changed.Where(i => i.Instance.Service == "service-0").ToList();
        var keys = Desired.FindRelated("service-0").SelectMany(Desired.KeysOfService).ToHashSet();
        var entries = ledger.Where(e => keys.Contains(e.Key!) || e.Key!.Type is RecordType.A).ToList();
        var heldByIt = held.Where(set => keys.Contains(set.Key)).ToList();

        var full = Median(() => ZonePlan.Between(Desired.Of(hosts, changed, held).Sets, ledger));
        var one = Median(() => ZonePlan.Between(Desired.Of(hosts, concerned, heldByIt).Sets, entries));
        return new Figure(
            "plan of a zone of 10,000 instances, one service changed", $"{one.TotalMilliseconds:0.00} ms",
            $"planned in full: {full.TotalMilliseconds:0.0} ms", one / full, "≤ 0.1", one / full <= 0.1);
    }

    private static PlacedInstance Placed(int number)
    {
        var address = new TransportAddress($"127.0.1.{(number % Hosts) + 1}", 20_000 + (number / Hosts), TransportProtocol.Tcp);
        var instance = new Instance($"service-{number % Services}", 8081, address);
        return new PlacedInstance($"host-{number % Hosts}", $"c{number}", instance);
    }

    private static LedgerEntry Held(RecordSet set) =>
        new() { Id = LedgerEntry.StreamOf(ZoneId, set.Key), Zone = ZoneId, Key = set.Key, Held = set };

    private static TimeSpan Median(Func<IReadOnlyList<RecordChange>> plan)
    {
        var times = new List<double>();
        for (var round = 0; round < 40; round++)
        {
            var watch = Stopwatch.StartNew();
            if (plan() is not [{ Action: ChangeAction.Upsert }])
                throw new InvalidOperationException("The plan is not the one change that it must be.");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return TimeSpan.FromMilliseconds(Quantile.Of(times.Skip(20), 0.5));
    }
}
