using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

/// <summary>Names that lead to load balancers: aliases for programs that ask for addresses, SRV records with the listener's port.</summary>
public sealed class When_a_service_is_behind_a_balancer
{
    private const string Blue = "blue-1.us-east-1.elb.amazonaws.com";
    private const string Green = "green-2.elb.us-east-1.amazonaws.com";

    private static readonly DesiredZone Zone = new(Domain, ttl: 0) { ProtocolNames = ProtocolNames.None };
    private static readonly Host Red = new() { Id = Host.StreamOf("red"), Address = "192.0.2.7" };

    [Fact]
    public void Its_name_has_an_alias_for_addresses_and_the_listeners_port() =>
        Desired(Behind("web", Blue, 443)).ShouldBe([Alias("web", RecordType.A, Blue), SrvTo("web", 443, Blue)]);

    [Fact]
    public void A_dual_stack_balancer_is_found_at_IPv6_too() =>
        Desired(Behind("web", Blue, 443, hasIPv6: true)).ShouldBe(
            [Alias("web", RecordType.A, Blue), Alias("web", RecordType.AAAA, Blue), SrvTo("web", 443, Blue)]);

    [Fact]
    public void Its_protocol_name_leads_to_it_as_to_any_other()
    {
        var zone = (Zone with { ProtocolNames = ProtocolNames.All, HasAliases = true }).In("Z1");

        Desired(zone, [], Behind("web", Blue, 443)).ShouldContain(
            RecordSet.CreateAlias(new($"_web._tcp.{Domain}", RecordType.SRV), "Z1", $"web.{Domain}"));
        Desired(Zone with { ProtocolNames = ProtocolNames.All }, [], Behind("web", Blue, 443)).ShouldContain(SrvTo("_web._tcp", 443, Blue));
    }

    [Fact]
    public void A_name_with_a_protocol_has_no_addresses_and_neither_have_those_where_it_is_switched_off()
    {
        Desired(Behind("_web._tcp", Blue, 443)).ShouldBe([SrvTo("_web._tcp", 443, Blue)]);
        Desired(Zone with { Addresses = ServiceAddresses.None }, [], Behind("web", Blue, 443)).ShouldBe([SrvTo("web", 443, Blue)]);
    }

    [Fact]
    public void The_addresses_of_a_host_stay_the_hosts() =>
        Zone.Of([Red], [Behind("red", Blue, 443)], []).Sets.Values.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal)
            .ShouldBe([A("red", "192.0.2.7"), SrvTo("red", 443, Blue)]);

    [Fact]
    public void Two_services_behind_one_balancer_share_it() =>
        Desired(Behind("one", Blue, 443), Behind("two", Blue, 443)).ShouldBe([
            Alias("one", RecordType.A, Blue), SrvTo("one", 443, Blue), Alias("two", RecordType.A, Blue), SrvTo("two", 443, Blue)]);

    [Theory]
    [InlineData(ZoneLayout.Simple)]
    [InlineData(ZoneLayout.Multivalue)]
    [InlineData(ZoneLayout.Weighted)]
    public void Every_layout_has_one_alias(ZoneLayout layout) =>
        Desired(Zone with { Layout = layout.Within(Core.Dns.Budget.SetLimits.None) }, [], Behind("web", Blue, 443))
            .Where(set => set.Key.Type is RecordType.A).ShouldBe([Alias("web", RecordType.A, Blue)]);

    [Fact]
    public void Failure_71_a_name_with_two_routes_has_one_and_the_others_are_left_out_by_name()
    {
        PlacedInstance[] both = [Task("web"), Task("web", 8082), Behind("web", Blue, 443), Behind("web", Green, 80)];

        var desired = Zone.Of([Red], both, []);

        desired.Sets.Keys.Select(key => key.ToString()).Order().ShouldBe([$"red.{Domain}/A", $"web.{Domain}/A", $"web.{Domain}/SRV"]);
        desired.Sets[new($"web.{Domain}", RecordType.A)].ShouldBe(A("web", "192.0.2.7"));
        desired.LeftOut.ShouldBe([new LeftOut($"web.{Domain}", 2, LeftOutReason.Route)]);
    }

    [Fact]
    public void A_name_keeps_the_route_that_it_has_as_long_as_it_is_claimed()
    {
        PlacedInstance[] both = [Task("web"), Behind("web", Blue, 443), Behind("web", Green, 80)];

        foreach (var first in both)
        {
            var held = Zone.Of([Red], [first], []).Sets.Values.ToList();
            var kept = Zone.Of([Red], both, held);

            kept.Sets.Values.ShouldBe(held, ignoreOrder: true);
            kept.LeftOut.ShouldBe([new LeftOut($"web.{Domain}", 2, LeftOutReason.Route)]);
        }
    }

    [Fact]
    public void A_name_goes_from_its_tasks_to_their_balancer_and_back_in_one_pass()
    {
        IReadOnlyCollection<RecordSet> before = Desire([Task("web")], []), after = Desire([Behind("web", Blue, 443)], before);

        foreach (var (from, to) in new[] { (before, after), (after, before) })
        {
            var plan = Plan(from, to);
            plan.Select(change => (change.Action, change.Set.Key.Type)).ShouldBe(
                [(ChangeAction.Upsert, RecordType.A), (ChangeAction.Upsert, RecordType.SRV)], ignoreOrder: true);
            Plan(to, to).ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_alias_that_somebody_edited_is_set_back_and_a_foreign_one_is_left_alone()
    {
        var alias = Alias("web", RecordType.A, Blue);
        var edited = Alias("web", RecordType.A, Green);
        var entry = Held(alias);

        ZoneAudit.Between(new Dictionary<RecordKey, RecordSet> { [alias.Key] = edited }, [entry], default)
            .ShouldHaveSingleItem().Found.Finding.ShouldBe(Finding.ForeignEdit);
        ZoneAudit.Between(new Dictionary<RecordKey, RecordSet> { [alias.Key] = alias }, [entry], default).ShouldBeEmpty();
        ZoneAudit.Conflicts(
            new Dictionary<RecordKey, RecordSet> { [alias.Key] = edited }, new Dictionary<RecordKey, RecordSet> { [alias.Key] = alias }, [],
            "Z1", default).ShouldHaveSingleItem().Found.Finding.ShouldBe(Finding.Foreign);
    }

    [Fact]
    public void In_a_full_zone_it_is_told_what_is_left_out()
    {
        var desired = Zone.Of([], [Behind("web", Blue, 443)], []);

        Capacity.Fit(desired, [], room: 2).ShouldBe(desired);
        var fits = Capacity.Fit(desired, [], room: 1);
        fits.Sets.Values.ShouldBe([SrvTo("web", 443, Blue)]);
        fits.LeftOut.ShouldBe([new LeftOut($"web.{Domain}", 1, LeftOutReason.Records)]);
    }

    [Fact]
    public void What_a_plan_would_remove_counts_it()
    {
        var held = Zone.Of([], [Behind("web", Blue, 443)], []).Sets.Values;

        RecordLoss.Count(held.Select(Held), []).ShouldBe((2, 2));
        RecordLoss.Count(held.Select(Held), held).ShouldBe((2, 0));
    }

    private static IReadOnlyList<RecordChange> Plan(IEnumerable<RecordSet> held, IEnumerable<RecordSet> desired) =>
        ZonePlan.Between(desired.ToDictionary(set => set.Key), [.. held.Select(Held)]);

    private static LedgerEntry Held(RecordSet set) => LedgerEntry.Unwritten("Z1", set.Key) with { Held = set, Written = set };

    private static IReadOnlyCollection<RecordSet> Desire(IReadOnlyCollection<PlacedInstance> placements, IEnumerable<RecordSet> held) =>
        [.. Zone.Of([Red], placements, held).Sets.Values];

    private static IEnumerable<RecordSet> Desired(params PlacedInstance[] placements) => Desired(Zone, [], placements);

    private static IEnumerable<RecordSet> Desired(DesiredZone zone, Host[] hosts, params PlacedInstance[] placements) =>
        zone.Of(hosts, placements, []).Sets.Values.OrderBy(set => set.Key.ToString(), StringComparer.Ordinal);

    private static PlacedInstance Task(string service, int port = 8081) => new("red", $"task{port}", new Instance(
        service, port, new TransportAddress("192.0.2.7", port, TransportProtocol.Tcp))
    { IsFixed = true });

    private static PlacedInstance Behind(string service, string balancer, int listener, bool hasIPv6 = false) => new(
        $"ecs-service-{service}", $"c-{service}-{balancer}",
        new Instance(service, 8081, new TransportAddress(balancer, listener, TransportProtocol.Tcp))
        {
            IsFixed = true,
            Balancer = new Balancer("Z35SXDOTRQ7X7K", hasIPv6),
        });

    private static RecordSet Alias(string name, RecordType type, string balancer) =>
        RecordSet.CreateAlias(new($"{name}.{Domain}", type), "Z35SXDOTRQ7X7K", balancer);

    private static RecordSet SrvTo(string name, int port, string balancer) => new()
    {
        Key = new($"{name}.{Domain}", RecordType.SRV),
        Ttl = 0,
        Values = [$"1 1 {port} {balancer}."],
    };
}
