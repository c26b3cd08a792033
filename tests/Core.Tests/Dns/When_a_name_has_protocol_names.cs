using System.Collections.Immutable;
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

public sealed class When_a_name_has_protocol_names
{
    private const string HostedZone = "Z1";

    private static readonly DesiredZone Zone = new(Domain, ttl: 0);
    private static readonly DesiredZone WithAliases = (Zone with { HasAliases = true }).In(HostedZone);
    private static readonly Host Red = new() { Id = Host.StreamOf("red"), Address = "192.0.2.7" };

    [Fact]
    public void Failure_44_a_program_that_asks_with_the_protocol_finds_the_instances_of_the_plain_name() =>
        Names(Zone, Tcp("calc", 80), Tcp("calc", 81)).ShouldBe([Srv("_calc._tcp", "80 red", "81 red"), Srv("calc", "80 red", "81 red")]);

    [Fact]
    public void A_port_is_found_under_its_own_protocol_alone() =>
        Names(Zone, Tcp("dns", 53), Udp("dns", 5353)).ShouldBe(
            [Srv("_dns._tcp", "53 red"), Srv("_dns._udp", "5353 red"), Srv("dns", "53 red", "5353 red")]);

    [Fact]
    public void Where_all_instances_speak_it_an_alias_costs_no_value() =>
        Names(WithAliases, Tcp("calc", 80), Tcp("calc", 81)).ShouldBe([Alias("_calc._tcp", "calc"), Srv("calc", "80 red", "81 red")]);

    [Fact]
    public void Where_some_speak_another_one_each_has_values_of_its_own() =>
        Names(WithAliases, Tcp("dns", 53), Udp("dns", 5353)).ShouldBe(
            [Srv("_dns._tcp", "53 red"), Srv("_dns._udp", "5353 red"), Srv("dns", "53 red", "5353 red")]);

    [Fact]
    public void A_service_that_is_spread_is_found_through_one_alias() => Names(
        (new DesiredZone(Domain, 0, new SimpleLayout(new SetLimits(2, 1_000, 10))) { HasAliases = true }).In(HostedZone),
        Tcp("calc", 80), Tcp("calc", 81), Tcp("calc", 82)).Select(set => (set.Key.Name, set.Key.SetIdentifier)).ShouldBe([
            ($"_calc._tcp.{Domain}", null), ($"calc.{Domain}", "spread-1"), ($"calc.{Domain}", "spread-2")]);

    [Fact]
    public void A_claim_of_the_protocol_name_wins() =>
        Names(WithAliases, Tcp("calc", 80), Tcp("_calc._tcp", 81)).ShouldBe([Srv("_calc._tcp", "81 red"), Srv("calc", "80 red")]);

    [Fact]
    public void None_is_there_if_so_set() =>
        Names(WithAliases with { ProtocolNames = ProtocolNames.None }, Tcp("calc", 80)).ShouldBe([Srv("calc", "80 red")]);

    [Theory]
    [InlineData("calc", "_calc._tcp")]
    [InlineData("v2.calc", "_v2._tcp.calc")]
    [InlineData("ldap", null)]
    [InlineData("dc.kerberos", "_dc._tcp.kerberos")]
    [InlineData("kerberos.dc", null)]
    [InlineData("_calc", null)]
    [InlineData("_calc._tcp", null)]
    public void A_name_that_programs_give_a_meaning_of_their_own_is_none(string service, string? name) =>
        ProtocolNameRules.Find(service, TransportProtocol.Tcp, Domain).ShouldBe(name);

    [Fact]
    public void A_label_of_63_characters_has_none() =>
        ProtocolNameRules.Find(new string('a', 63), TransportProtocol.Tcp, Domain).ShouldBeNull();

    [Fact]
    public void A_plain_name_and_its_protocol_names_are_compared_together()
    {
        Zone.FindRelated("_calc._udp").ShouldBe(["calc", "_calc._tcp", "_calc._udp"], ignoreOrder: true);
        Zone.FindRelated("calc").ShouldBe(["calc", "_calc._tcp", "_calc._udp"], ignoreOrder: true);
        (Zone with { ProtocolNames = ProtocolNames.None }).FindRelated("calc").ShouldBe(["calc"]);
    }

    [Fact]
    public void An_alias_follows_its_target_and_leaves_before_it()
    {
        RecordSet[] both = [Srv("calc", "80 red"), Alias("_calc._tcp", "calc")];

        Plan(both, ModelLedger.Empty).ShouldBe([(ChangeAction.Create, "calc"), (ChangeAction.Create, "_calc._tcp")]);
        Plan([], ModelLedger.Of(both)).ShouldBe([(ChangeAction.Delete, "_calc._tcp"), (ChangeAction.Delete, "calc")]);
    }

    [Fact]
    public void A_protocol_name_gets_values_of_its_own_before_its_name_gains_another_protocol() => Plan(
        [Srv("dns", "53 red", "5353 red"), Srv("_dns._tcp", "53 red"), Srv("_dns._udp", "5353 red")],
        ModelLedger.Of(Srv("dns", "53 red"), Alias("_dns._tcp", "dns"))).ShouldBe(
            [(ChangeAction.Upsert, "_dns._tcp"), (ChangeAction.Create, "_dns._udp"), (ChangeAction.Upsert, "dns")]);

    [Fact]
    public void An_alias_takes_the_place_of_values_after_its_name_lost_the_other_protocol() => Plan(
        [Srv("dns", "53 red"), Alias("_dns._tcp", "dns")],
        ModelLedger.Of(Srv("dns", "53 red", "5353 red"), Srv("_dns._tcp", "53 red"), Srv("_dns._udp", "5353 red"))).ShouldBe(
            [(ChangeAction.Delete, "_dns._udp"), (ChangeAction.Upsert, "dns"), (ChangeAction.Upsert, "_dns._tcp")]);

    [Fact]
    public void An_alias_waits_while_the_outcome_of_its_targets_change_is_unknown()
    {
        RecordSet[] both = [Srv("calc", "80 red"), Alias("_calc._tcp", "calc")];

        Plan(both, ModelLedger.Empty.Submitted([new(ChangeAction.Create, both[0])])).ShouldBeEmpty();
    }

    [Fact]
    public void An_alias_is_not_desired_while_its_target_is_refused_or_somebody_elses()
    {
        var desired = Records(Srv("calc", "80 red"), Alias("_calc._tcp", "calc"));
        var ours = ModelLedger.Of(Srv("calc", "80 red"));
        var refused = ModelLedger.Empty.Submitted(Creations).Refused(Creations);
        LedgerEntry foreign = LedgerEntry.Unwritten(ModelLedger.Zone, Srv("calc").Key) with { Foreign = Srv("calc", "99 other") };

        Kept(desired, ours.Entries).ShouldBeTrue();
        Kept(desired, []).ShouldBeTrue();
        Kept(desired, refused.Entries).ShouldBeFalse();
        Kept(desired, [foreign]).ShouldBeFalse();
        Kept(Records(Alias("_calc._tcp", "calc")), ours.Entries).ShouldBeFalse();
    }

    [Fact]
    public void An_alias_costs_a_token_and_an_element_and_no_characters() =>
        ChangeCost.Measure(new RecordChange(ChangeAction.Create, Alias("_calc._tcp", "calc")), HeldSets.None)
            .ShouldBe(new ChangeCost(Elements: 1, Characters: 0, Tokens: 1));

    [Fact]
    public void Instances_that_stay_behind_an_alias_are_not_lost() => RecordLoss.Count(
        ModelLedger.Of(Srv("dns", "53 red"), Srv("_dns._tcp", "53 red")).Entries, [Srv("dns", "53 red"), Alias("_dns._tcp", "dns")])
        .ShouldBe((2, 0));

    [Fact]
    public void A_full_zone_has_no_room_for_an_alias_before_every_service_has_its_own()
    {
        var desired = Records(Srv("calc", "80 red"), A("red", "192.0.2.7"), Alias("_calc._tcp", "calc"));

        var fitting = Capacity.Fit(desired, [], room: 2);

        fitting.Sets.Keys.ShouldBe([Srv("calc").Key, A("red").Key], ignoreOrder: true);
        fitting.LeftOut.ShouldBeEmpty();
    }

    private static RecordChange[] Creations => [new(ChangeAction.Create, Srv("calc", "80 red"))];

    private static bool Kept(DesiredRecords desired, IReadOnlyCollection<LedgerEntry> ledger) =>
        ReachableAliases.Fit(desired, ledger).Sets.ContainsKey(Srv("_calc._tcp").Key);

    private static DesiredRecords Records(params RecordSet[] sets) =>
        new(ImmutableDictionary.CreateRange(sets.Select(set => KeyValuePair.Create(set.Key, set))), []);

    private static IEnumerable<(ChangeAction, string)> Plan(RecordSet[] desired, ModelLedger ledger) =>
        ZonePlan.Between(desired.ToDictionary(set => set.Key), ledger.Entries)
            .Select(change => (change.Action, change.Set.Key.Name[..^(Domain.Length + 1)]));

    /// <summary>The SRV sets in the order of their names.</summary>
    private static IEnumerable<RecordSet> Names(DesiredZone zone, params Instance[] instances) =>
        zone.Of([Red], [.. instances.Select(instance => new PlacedInstance("red", $"c{instance.At.Port}", instance))], []).Sets.Values
            .Where(set => set.Key.Type is RecordType.SRV).OrderBy(set => set.Key.ToString(), StringComparer.Ordinal);

    private static RecordSet Alias(string name, string target) =>
        RecordSet.CreateAlias(Srv(name).Key, HostedZone, $"{target}.{Domain}");

    private static Instance Tcp(string service, int port) => new(service, port, new(Red.Address, port, TransportProtocol.Tcp));

    private static Instance Udp(string service, int port) => new(service, port, new(Red.Address, port, TransportProtocol.Udp));
}
