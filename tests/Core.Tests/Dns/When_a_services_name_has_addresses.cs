using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_services_name_has_addresses
{
    private static readonly DesiredZone Zone = new(Domain, ttl: 0) { ProtocolNames = ProtocolNames.None };

    private static readonly Host Red = new() { Id = Host.StreamOf("red"), Address = "192.0.2.7" };
    private static readonly Host Blue = new() { Id = Host.StreamOf("blue"), Address = "192.0.2.8", Address6 = "fd00::8" };

    [Fact]
    public void Failure_34_a_program_that_asks_for_an_address_alone_gets_those_of_all_instances_with_fixed_ports() =>
        Desired(Zone, [Red, Blue], ("red", Fixed("calc", "192.0.2.7", 80)), ("blue", Fixed("calc", "192.0.2.8", 80, "fd00::8"))).ShouldBe([
            A("blue", "192.0.2.8"),
            Aaaa("blue", "fd00::8"),
            A("calc", "192.0.2.7", "192.0.2.8"),
            Aaaa("calc", "fd00::8"),
            Srv("calc", "80 red", "80 blue"),
            A("red", "192.0.2.7")]);

    [Fact]
    public void An_instance_whose_port_the_engine_chose_is_not_among_them() =>
        Desired(Zone, [Red], ("red", Chosen("calc", "192.0.2.7", 32768))).ShouldBe([Srv("calc", "32768 red"), A("red", "192.0.2.7")]);

    [Fact]
    public void An_address_of_several_instances_is_there_once() =>
        Desired(
            Zone, [Red],
            ("red", Fixed("calc", "192.0.2.7", 80)), ("red", Fixed("calc", "192.0.2.7", 81)), ("red", Chosen("calc", "192.0.2.7", 82)))
            .Single(set => set.Key == A("calc").Key).Values.ShouldBe(["192.0.2.7"]);

    [Fact]
    public void All_of_them_have_one_if_so_set_and_none_if_so_set()
    {
        var (one, other) = (("red", Fixed("calc", "192.0.2.7", 80)), ("blue", Chosen("calc", "192.0.2.8", 32768, "fd00::8")));
        Desired(Zone with { Addresses = ServiceAddresses.All }, [Red, Blue], one, other)
            .Where(set => set.Key.Name == A("calc").Key.Name && set.Key.Type.IsAddress)
            .ShouldBe([A("calc", "192.0.2.7", "192.0.2.8"), Aaaa("calc", "fd00::8")]);
        Desired(Zone with { Addresses = ServiceAddresses.None }, [Red, Blue], one, other)
            .Where(set => set.Key.Name == A("calc").Key.Name).Select(set => set.Key.Type).ShouldBe([RecordType.SRV]);
    }

    [Fact]
    public void A_host_of_that_name_keeps_its_record_to_itself() =>
        Desired(Zone, [Red, Blue], ("blue", Fixed("red", "192.0.2.8", 80, "fd00::8"))).ShouldBe([
            A("blue", "192.0.2.8"),
            Aaaa("blue", "fd00::8"),
            A("red", "192.0.2.7"),
            Srv("red", "80 blue")]);

    [Theory]
    [InlineData("_calc._tcp")]
    [InlineData("ip-10-0-1-5")]
    [InlineData("at-fd00--5")]
    public void A_name_that_is_no_host_name_or_states_an_address_has_none(string service) =>
        Desired(Zone, [Red], ("red", Fixed(service, "192.0.2.7", 80))).ShouldBe(
            new[] { Srv(service, "80 red"), A("red", "192.0.2.7") }.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal));

    [Fact]
    public void A_label_leads_to_exactly_the_addresses_that_reach_the_instance() =>
        Desired(
            Zone, [Blue],
            ("blue", Chosen("four", "192.0.2.8", 1)),
            ("blue", Chosen("six", "fd00::8", 2)),
            ("blue", Chosen("both", "192.0.2.8", 3, "fd00::8")),
            ("blue", Chosen("task", "10.0.0.9", 4, "fd00::9"))).ShouldBe([
            A("blue", "192.0.2.8"),
            Aaaa("blue", "fd00::8"),
            Srv("both", "3 blue"),
            Srv("four", "1 ip-192-0-2-8"),
            A("ip-10-0-0-9-fd00--9", "10.0.0.9"),
            Aaaa("ip-10-0-0-9-fd00--9", "fd00::9"),
            A("ip-192-0-2-8", "192.0.2.8"),
            Aaaa("ip-fd00--8", "fd00::8"),
            Srv("six", "2 ip-fd00--8"),
            Srv("task", "4 ip-10-0-0-9-fd00--9")]);

    [Fact]
    public void A_label_never_ends_with_a_hyphen() => AddressLabel.Format(Chosen("calc", "fd00::", 80), "red").ShouldBe("ip-fd00--0");

    [Fact]
    public void In_multivalue_sets_each_address_is_one() =>
        Addresses(ZoneLayout.Multivalue).ShouldBe([
            One("192.0.2.7", Routing.Multivalue, "192.0.2.7"),
            One("192.0.2.8", Routing.Multivalue, "192.0.2.8")]);

    [Fact]
    public void In_weighted_sets_each_container_has_one() =>
        Addresses(ZoneLayout.Weighted).ShouldBe([
            One("blue:c2", Routing.Weighted(1), "192.0.2.8"),
            One("red:c0", Routing.Weighted(1), "192.0.2.7"),
            One("red:c1", Routing.Weighted(1), "192.0.2.7")]);

    [Fact]
    public void Too_many_for_one_set_are_spread() =>
        (Zone with { Layout = new SimpleLayout(new SetLimits(2, 1_000, 10)) })
            .Of([], [.. Enumerable.Range(1, 5).Select(n => new PlacedInstance("red", $"c{n}", Fixed("calc", $"10.0.0.{n}", 80)))], [])
            .Sets.Values.Where(set => set.Key.Name == A("calc").Key.Name && set.Key.Type.IsAddress)
            .Sum(set => set.Values.Count).ShouldBe(5);

    [Theory]
    [InlineData(ServiceAddresses.Fixed, "calc", false, NoAddressReason.NoFixedPort)]
    [InlineData(ServiceAddresses.All, "calc", false, null)]
    [InlineData(ServiceAddresses.None, "calc", false, NoAddressReason.SwitchedOff)]
    [InlineData(ServiceAddresses.All, "calc", true, NoAddressReason.NameOfHost)]
    [InlineData(ServiceAddresses.All, "_calc._tcp", false, NoAddressReason.NoHostName)]
    [InlineData(ServiceAddresses.All, "ip-10-0-1-5", false, NoAddressReason.NameOfAddress)]
    public void Where_there_is_none_the_reason_is_known(ServiceAddresses addresses, string service, bool isHost, NoAddressReason? reason) =>
        addresses.FindAbsence(service, [Chosen(service, "192.0.2.7", 32768)], isHost).ShouldBe(reason);

    private static IEnumerable<RecordSet> Addresses(ZoneLayout layout) =>
        Desired(
            Zone with { Layout = layout.Within(SetLimits.None) }, [Red, Blue],
            ("red", Fixed("calc", "192.0.2.7", 80)), ("red", Fixed("calc", "192.0.2.7", 81)), ("blue", Fixed("calc", "192.0.2.8", 80)))
            .Where(set => set.Key.Name == A("calc").Key.Name && set.Key.Type is RecordType.A);

    private static RecordSet One(string identifier, Routing routing, string address) =>
        A("calc", address) with { Key = A("calc").Key with { SetIdentifier = identifier }, Routing = routing };

    private static Instance Fixed(string service, string address, int port, string? second = null) =>
        Chosen(service, address, port, second) with { IsFixed = true };

    private static Instance Chosen(string service, string address, int port, string? second = null) =>
        new(service, port, new TransportAddress(address, port, TransportProtocol.Tcp)) { Address6 = second };

    private static IEnumerable<RecordSet> Desired(
        DesiredZone zone, IReadOnlyCollection<Host> hosts, params (string, Instance)[] instances) =>
        zone.Of(hosts, [.. instances.Select((i, n) => new PlacedInstance(i.Item1, $"c{n}", i.Item2))], [])
            .Sets.Values.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal);
}
