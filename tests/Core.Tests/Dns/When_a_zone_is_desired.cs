using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_zone_is_desired
{
    private static readonly DesiredZone Zone = new(Domain, ttl: 0) { ProtocolNames = ProtocolNames.None };

    private static readonly Host Red = new() { Id = Host.StreamOf("red"), Address = "192.0.2.7" };
    private static readonly Host Blue = new() { Id = Host.StreamOf("blue"), Address = "192.0.2.8" };

    [Fact]
    public void A_host_has_its_name_even_when_it_runs_nothing() =>
        Desired([Red]).ShouldBe([A("red", "192.0.2.7")]);

    [Fact]
    public void An_instance_at_its_hosts_address_points_to_the_host() =>
        Desired([Red], ("red", At("calc", "192.0.2.7", 32768))).ShouldBe([Srv("calc", "32768 red"), A("red", "192.0.2.7")]);

    [Fact]
    public void An_instance_at_an_address_of_its_own_points_to_a_name_for_that_address() =>
        Desired([Red], ("red", At("calc", "10.0.1.5", 8081)))
            .ShouldBe([Srv("calc", "8081 ip-10-0-1-5"), A("ip-10-0-1-5", "10.0.1.5"), A("red", "192.0.2.7")]);

    [Fact]
    public void A_host_that_has_the_name_of_another_address_leads_nobody_there() =>
        Desired(
            [Red with { Id = Host.StreamOf("ip-10-0-1-5") }],
            ("ip-10-0-1-5", At("calc", "10.0.1.5", 8081)), ("ip-10-0-1-5", At("time", "192.0.2.7", 32768))).ShouldBe([
            A("at-10-0-1-5", "10.0.1.5"),
            Srv("calc", "8081 at-10-0-1-5"),
            A("ip-10-0-1-5", "192.0.2.7"),
            Srv("time", "32768 ip-10-0-1-5")]);

    [Fact]
    public void A_service_that_is_named_like_a_host_has_its_SRV_records_and_the_address_stays_the_hosts_alone() =>
        Desired([Red, Blue], ("blue", At("red", "192.0.2.8", 32768)))
            .ShouldBe([A("blue", "192.0.2.8"), A("red", "192.0.2.7"), Srv("red", "32768 blue")], ignoreOrder: true);

    [Fact]
    public void An_instance_whose_host_has_moved_on_points_to_where_it_was_stated() =>
        Desired([Red with { Address = "192.0.2.70" }], ("red", At("calc", "192.0.2.7", 32768)))
            .ShouldBe([Srv("calc", "32768 ip-192-0-2-7"), A("ip-192-0-2-7", "192.0.2.7"), A("red", "192.0.2.70")]);

    [Fact]
    public void An_instance_whose_host_is_not_there_is_still_found() =>
        Desired([], ("red", At("calc", "192.0.2.7", 32768))).ShouldBe([Srv("calc", "32768 ip-192-0-2-7"), A("ip-192-0-2-7", "192.0.2.7")]);

    [Fact]
    public void A_service_is_one_set_with_all_its_instances() =>
        Desired(
            [Red, Blue],
            ("red", At("calc", "192.0.2.7", 32768)),
            ("red", At("calc", "192.0.2.7", 32769)),
            ("blue", At("calc", "192.0.2.8", 32768))).ShouldBe([
            A("blue", "192.0.2.8"),
            Srv("calc", "32768 red", "32769 red", "32768 blue"),
            A("red", "192.0.2.7")]);

    [Fact]
    public void Each_service_has_a_set_of_its_own() =>
        Desired([Red], ("red", At("calc", "192.0.2.7", 32768)), ("red", At("_time._udp", "192.0.2.7", 32769)))
            .ShouldBe([Srv("_time._udp", "32769 red"), Srv("calc", "32768 red"), A("red", "192.0.2.7")]);

    [Fact]
    public void One_address_has_one_name_however_many_point_to_it() =>
        Desired([], ("red", At("calc", "10.0.1.5", 8081)), ("red", At("time", "10.0.1.5", 8082)))
            .ShouldBe([Srv("calc", "8081 ip-10-0-1-5"), A("ip-10-0-1-5", "10.0.1.5"), Srv("time", "8082 ip-10-0-1-5")]);

    [Fact]
    public void The_same_port_over_tcp_and_udp_is_one_value() =>
        Desired([Red], ("red", At("dns", "192.0.2.7", 53)), ("red", At("dns", "192.0.2.7", 53, TransportProtocol.Udp)))
            .ShouldBe([Srv("dns", "53 red"), A("red", "192.0.2.7")]);

    [Fact]
    public void Every_set_has_the_zones_time_to_live() =>
        new DesiredZone(Domain, 15) { ProtocolNames = ProtocolNames.None }
            .Of([Red], [new PlacedInstance("red", "c1", At("calc", "192.0.2.7", 32768))], [])
            .Sets.Values.Select(set => set.Ttl).ShouldBe([15, 15]);

    [Fact]
    public void The_keys_of_a_service_and_a_host_can_be_told_beforehand()
    {
        Zone.Service("calc").ShouldBe(Srv("calc").Key);
        Zone.KeysOfHost("red").ShouldBe([A("red").Key, Aaaa("red").Key]);
        Zone.KeysOfService("calc").ShouldBe([Srv("calc").Key, A("calc").Key, Aaaa("calc").Key]);
        Zone.KeysOfService("_calc._tcp").ShouldBe([Srv("_calc._tcp").Key]);
        Zone.KeysOfService("ip-10-0-1-5").ShouldBe([Srv("ip-10-0-1-5").Key]);
    }

    private static Instance At(string service, string address, int port, TransportProtocol protocol = TransportProtocol.Tcp) =>
        new(service, port, new TransportAddress(address, port, protocol));

    private static IEnumerable<RecordSet> Desired(IReadOnlyCollection<Host> hosts, params (string, Instance)[] instances) =>
        Zone.Of(hosts, [.. instances.Select((i, n) => new PlacedInstance(i.Item1, $"c{n}", i.Item2))], [])
            .Sets.Values.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal);
}
