using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

/// <summary>What the planner promises of the addresses of names: between any two registries, in any layout, at every moment.</summary>
public sealed class When_addresses_come_and_go
{
    private static readonly Host[] Hosts =
    [
        new() { Id = Host.StreamOf("red"), Address = "192.0.2.1" },
        new() { Id = Host.StreamOf("green"), Address = "192.0.2.2", Address6 = "fd00::2" },
        new() { Id = Host.StreamOf("blue"), Address = "192.0.2.3", Address6 = "fd00::3" },
    ];

    private static readonly string[] Services = ["calc", "time", "red", "green", "_calc._tcp"];

    private static readonly Gen<PlacedInstance> Placements = Gen.Select(
        Gen.Int[0, Services.Length - 1], Gen.Int[0, Hosts.Length - 1], Gen.Int[80, 82], Gen.Bool, Gen.Bool,
        (service, host, port, isFixed, isDual) => new PlacedInstance(
            Hosts[host].Name,
            $"{Hosts[host].Name}-{port}",
            new Instance(Services[service], port, new TransportAddress(Hosts[host].Address, port, TransportProtocol.Tcp))
            {
                IsFixed = isFixed,
                Address6 = isDual ? Hosts[host].Address6 : null,
            }));

    /// <summary>A registry: the hosts that are present, instances of which no two share an address and port, and a layout.</summary>
    private static readonly Gen<(Host[] Hosts, PlacedInstance[] Placements, ZoneLayout Layout)> Registries = Gen.Select(
        Gen.Bool.Array[Hosts.Length], Placements.Array[0, 8], Gen.Enum<ZoneLayout>(),
        (present, placements, layout) => (
            Hosts.Where((_, index) => present[index]).ToArray(),
            placements.DistinctBy(placement => placement.Instance.At).ToArray(),
            layout));

    [Fact]
    public void An_SRV_record_always_points_to_exactly_the_addresses_of_its_target() => Sample((zone, _, _) =>
    {
        foreach (var value in Values(zone, type => type is RecordType.SRV).Select(value => value.Value))
        {
            var target = TargetOf(value);
            var host = Hosts.FirstOrDefault(known => target == $"{known.Name}.{Domain}");
            var addresses = Values(zone, type => type.IsAddress).Where(one => one.Name == target).Select(one => one.Value).ToHashSet();
            addresses.ShouldNotBeEmpty();
            if (host is not null) addresses.ShouldBe(host.Addresses, ignoreOrder: true);
        }
    });

    [Fact]
    public void A_name_has_an_address_only_if_it_had_it_before_or_will_have_it() => Sample((zone, before, after) =>
        Values(zone, type => type.IsAddress).ShouldBeSubsetOf(
            [.. Values(before, type => type.IsAddress), .. Values(after, type => type.IsAddress)]));

    [Fact]
    public void An_address_that_keeps_its_name_is_there_at_every_moment() => Sample((zone, before, after) =>
        Values(before, type => type.IsAddress).Intersect(Values(after, type => type.IsAddress))
            .ShouldBeSubsetOf(Values(zone, type => type.IsAddress)));

    [Fact]
    public void What_is_only_withdrawn_is_gone_before_anything_is_added() => Sample((zone, before, after) =>
    {
        var (had, will) = (Values(before, _ => true), Values(after, _ => true));
        if (Values(zone, type => type is RecordType.SRV).Except(had).Any())
            before.Sets.Values
                .Where(set => set.Key.Type is RecordType.SRV && !will.Any(value => value.Name == set.Key.Name))
                .ShouldAllBe(set => !zone.Sets.ContainsKey(set.Key));
    });

    /// <summary>Checks the zone after each part of a plan that is sent by itself, between many pairs of registries.</summary>
    private static void Sample(Action<ModelZone, ModelZone, ModelZone> check) => Gen.Select(Registries, Registries).Sample(turn =>
    {
        var before = Desired(turn.Item1, []);
        var after = Desired(turn.Item2, before);
        var plan = ZonePlan.Between(after.ToDictionary(set => set.Key), ModelLedger.Of(before).Entries, BatchLimits.Route53);

        var zone = ModelZone.Of(before);
        foreach (var unit in Batches.Units(plan))
        {
            zone = zone.After(unit).ShouldNotBeNull();
            check(zone, ModelZone.Of(before), ModelZone.Of(after));
        }

        zone.ShouldBe(ModelZone.Of(after));
    });

    private static RecordSet[] Desired((Host[] Hosts, PlacedInstance[] Placements, ZoneLayout Layout) registry, RecordSet[] held) =>
    [
        .. new DesiredZone(Domain, 5, registry.Layout.Within(SetLimits.Route53)).Of(registry.Hosts, registry.Placements, held).Sets.Values,
    ];

    private static HashSet<(string Name, string Value)> Values(ModelZone zone, Func<RecordType, bool> selects) =>
        [.. zone.Sets.Values.Where(set => selects(set.Key.Type)).SelectMany(set => set.Values, (set, value) => (set.Key.Name, value))];
}
