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

/// <summary>
/// What the planner promises of protocol names: between any two registries, in any layout, with aliases and without, at every moment.
/// </summary>
public sealed class When_protocol_names_come_and_go
{
    private static readonly Host[] Hosts =
    [
        new() { Id = Host.StreamOf("red"), Address = "192.0.2.1" },
        new() { Id = Host.StreamOf("blue"), Address = "192.0.2.2", Address6 = "fd00::2" },
    ];

    /// <summary>A digit comes before an underscore in the order of names, and a letter after it.</summary>
    private static readonly string[] Services = ["calc", "2calc", "time", "_calc._tcp", "_2calc._udp"];

    private static readonly Gen<PlacedInstance> Placements = Gen.Select(
        Gen.Int[0, Services.Length - 1], Gen.Int[0, Hosts.Length - 1], Gen.Int[80, 82], Gen.Bool, Gen.Bool,
        (service, host, port, isUdp, isFixed) => new PlacedInstance(
            Hosts[host].Name,
            $"{Hosts[host].Name}-{port}",
            new Instance(Services[service], port, new TransportAddress(Hosts[host].Address, port, ProtocolOf(Services[service], isUdp)))
            {
                IsFixed = isFixed,
            }));

    /// <summary>A registry: instances of which no two share an address and port, a layout, whether there are protocol names.</summary>
    private static readonly Gen<(PlacedInstance[] Placements, ZoneLayout Layout, ProtocolNames Names)> Registries = Gen.Select(
        Placements.Array[0, 8],
        Gen.Enum<ZoneLayout>(),
        Gen.Frequency((5, Gen.Const(ProtocolNames.All)), (1, Gen.Const(ProtocolNames.None))),
        (placements, layout, names) => (placements.DistinctBy(placement => placement.Instance.At.Port).ToArray(), layout, names));

    [Fact]
    public void An_alias_leads_to_record_sets_unless_its_name_passes_from_former_instances_to_others() => Sample((zone, before, after) =>
        zone.Sets.Values.Where(set => set.IsAlias).ShouldAllBe(alias =>
            zone.TargetsOf(alias).Count > 0 || (before.TargetsOf(alias).Count > 0 && after.TargetsOf(alias).Count > 0)));

    [Fact]
    public void A_name_answers_only_with_what_it_had_before_or_will_have() => Sample((zone, before, after) =>
        Answers(zone).ShouldBeSubsetOf([.. Answers(before), .. Answers(after)]));

    [Fact]
    public void An_answer_that_keeps_its_name_is_there_at_every_moment() => Sample((zone, before, after) =>
        Answers(before).Intersect(Answers(after)).ShouldBeSubsetOf(Answers(zone)));

    [Fact]
    public void A_protocol_name_has_exactly_the_answers_of_its_protocol_with_aliases_and_without() => Registries.Sample(registry =>
    {
        var zone = ModelZone.Of(Desired(registry with { Names = ProtocolNames.All }, [], hasAliases: true));
        Answers(zone).ShouldBe(Answers(ModelZone.Of(Desired(registry with { Names = ProtocolNames.All }, [], hasAliases: false))), true);
        foreach (var service in registry.Placements.GroupBy(placed => (placed.Instance.Service, placed.Instance.At.Protocol)))
        {
            if (ProtocolNameRules.Find(service.Key.Service, service.Key.Protocol, Domain) is not { } name) continue;
            var claimed = registry.Placements.Where(placed => placed.Instance.Service == name).ToList();
            Answers(zone).Where(answer => answer.Name == $"{name}.{Domain}").Select(answer => PortOf(answer.Value))
                .ShouldBe((claimed.Count > 0 ? claimed : [.. service]).Select(placed => placed.Instance.At.Port), ignoreOrder: true);
        }
    });

    /// <summary>Checks the zone after each part of a plan that is sent by itself, between many pairs of registries.</summary>
    private static void Sample(Action<ModelZone, ModelZone, ModelZone> check) => Gen.Select(Registries, Registries, Gen.Bool).Sample(turn =>
    {
        var before = Desired(turn.Item1, [], turn.Item3);
        var after = Desired(turn.Item2, before, turn.Item3);
        var plan = ZonePlan.Between(after.ToDictionary(set => set.Key), ModelLedger.Of(before).Entries, BatchLimits.Route53);

        var zone = ModelZone.Of(before);
        foreach (var unit in Batches.Units(plan))
        {
            zone = zone.After(unit).ShouldNotBeNull();
            check(zone, ModelZone.Of(before), ModelZone.Of(after));
        }

        zone.ShouldBe(ModelZone.Of(after));
    });

    private static RecordSet[] Desired(
        (PlacedInstance[] Placements, ZoneLayout Layout, ProtocolNames Names) registry, RecordSet[] held, bool hasAliases) =>
    [
        .. (new DesiredZone(Domain, 5, registry.Layout.Within(SetLimits.Route53))
        {
            ProtocolNames = registry.Names,
            HasAliases = hasAliases,
        }).In(ModelLedger.Zone).Of(Hosts, registry.Placements, held).Sets.Values,
    ];

    /// <summary>What a client of SRV records gets at each name: of an alias, what it leads to.</summary>
    private static HashSet<(string Name, string Value)> Answers(ModelZone zone) =>
    [
        .. from set in zone.Sets.Values
           where set.Key.Type is RecordType.SRV
           from value in set.IsAlias ? zone.TargetsOf(set).SelectMany(target => target.Values) : set.Values
           select (set.Key.Name, value),
    ];

    private static int PortOf(string value) => SrvValue.Parse(value)!.Value.Port;

    private static TransportProtocol ProtocolOf(string service, bool isUdp) =>
        ServiceName.GetProtocol(service) is { } stated
            ? stated is "udp" ? TransportProtocol.Udp : TransportProtocol.Tcp
            : isUdp ? TransportProtocol.Udp : TransportProtocol.Tcp;
}
