using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using static Pipeline.Core.Tests.Dns.Layouts.Services;

namespace Pipeline.Core.Tests.Dns.Layouts;

public sealed class When_a_service_is_laid_out
{
    private static readonly SetLimits Limits = new(Values: 4, Characters: 1_000, Identifiers: 3);
    private static readonly SimpleLayout Simple = new(Limits);
    private static readonly MultivalueLayout Multivalue = new(Limits);
    private static readonly WeightedLayout Weighted = new(Limits);

    [Fact]
    public void Simple_is_one_set_with_all_instances() =>
        Simple.LayOut(Of(Crowd(2))).Sets.ShouldBe(
            [new RecordSet { Key = Calc, Ttl = 5, Values = [ValueOf("red", 32768), ValueOf("red", 32769)] }]);

    [Fact]
    public void Weighted_is_one_set_a_container_identified_by_host_and_container() =>
        Weighted.LayOut(Of([At("red", "c1", 32768), At("blue", "c2", 32769)])).Sets.ShouldBe([
            Identified("blue:c2", Routing.Weighted(1), ValueOf("blue", 32769)),
            Identified("red:c1", Routing.Weighted(1), ValueOf("red", 32768))]);

    [Fact]
    public void A_container_keeps_the_identifier_that_its_set_has()
    {
        var held = Identified("red.ec2.internal:c1", Routing.Weighted(1), "1 1 32768 red.ec2.internal");

        Weighted.LayOut(Of([At("red", "c1", 32768)], held)).Sets.ShouldBe(
            [Identified("red.ec2.internal:c1", Routing.Weighted(1), ValueOf("red", 32768))]);
    }

    [Fact]
    public void Beside_its_own_set_a_container_has_no_other_one()
    {
        var held = Identified("red.ec2.internal:c1", Routing.Weighted(1), "1 1 32768 red.ec2.internal");
        var own = Identified("red:c1", Routing.Weighted(1), ValueOf("red", 32768));

        Weighted.LayOut(Of([At("red", "c1", 32768)], held, own)).Sets.ShouldBe([own]);
    }

    [Fact]
    public void Failure_9_a_container_with_two_ports_has_both() =>
        Weighted.LayOut(Of([At("red", "c1", 32768), At("red", "c1", 32769)])).Sets.ShouldBe([
            Identified("red:c1", Routing.Weighted(1), ValueOf("red", 32768), ValueOf("red", 32769))]);

    [Fact]
    public void Multivalue_is_one_set_an_instance_identified_by_where_it_is() =>
        Multivalue.LayOut(Of([At("red", "c1", 32768), At("red", "c1", 32769)])).Sets.ShouldBe([
            Identified("red:32768", Routing.Multivalue, ValueOf("red", 32768)),
            Identified("red:32769", Routing.Multivalue, ValueOf("red", 32769))]);

    [Fact]
    public void More_identifiers_than_a_name_may_have_are_left_out_last_by_the_alphabet()
    {
        var laid = Weighted.LayOut(Of(Crowd(5)));

        laid.Sets.Select(set => set.Key.SetIdentifier).ShouldBe(["red:c000", "red:c001", "red:c002"]);
        laid.LeftOut.ShouldBe(2);
    }

    [Fact]
    public void What_is_there_already_is_not_left_out_for_a_newcomer()
    {
        var held = Weighted.LayOut(Of(Crowd(5).Skip(1))).Sets;

        Weighted.LayOut(Of(Crowd(5), [.. held])).Sets.Select(set => set.Key.SetIdentifier).ShouldBe(["red:c001", "red:c002", "red:c003"]);
    }

    [Fact]
    public void A_service_that_outgrows_one_set_is_spread_and_what_was_together_stays_together()
    {
        var before = Simple.LayOut(Of(Crowd(5).Skip(1))).Sets.Single();

        Simple.LayOut(Of(Crowd(5), before)).Sets.ShouldBe([
            Identified("spread-1", Routing.Weighted(255), [.. before.Values]),
            Identified("spread-2", Routing.Weighted(63), ValueOf("red", 32768))]);
    }

    [Fact]
    public void Characters_fill_a_set_as_values_do() =>
        new SimpleLayout(Limits with { Characters = 2 * ValueOf("red", 32768).Length }).LayOut(Of(Crowd(3))).Sets.Count.ShouldBe(2);

    [Fact]
    public void A_spread_service_is_gathered_when_half_a_set_holds_it()
    {
        var spread = Simple.LayOut(Of(Crowd(5))).Sets;

        Simple.LayOut(Of(Crowd(3), [.. spread])).Sets.ShouldAllBe(set => set.Routing.Policy == RoutingPolicy.Weighted);
        Simple.LayOut(Of(Crowd(2), [.. spread])).Sets.Single().Routing.ShouldBe(Routing.Simple);
    }

    [Fact]
    public void A_newcomer_goes_where_there_is_room()
    {
        var spread = Simple.LayOut(Of(Crowd(8))).Sets;
        var without = Simple.LayOut(Of(Crowd(8).Where(i => i.Place != "red:32769"), [.. spread])).Sets;

        var with = Simple.LayOut(Of([.. Crowd(8).Where(i => i.Place != "red:32769"), At("blue", "c9", 80)], [.. without])).Sets;

        with.Single(set => set.Key.SetIdentifier == "spread-1").Values.ShouldContain(ValueOf("blue", 80));
        with.Single(set => set.Key.SetIdentifier == "spread-2").ShouldBe(spread.Single(set => set.Key.SetIdentifier == "spread-2"));
    }

    [Fact]
    public void A_service_that_outgrows_all_sets_of_a_name_keeps_what_fits()
    {
        var laid = Simple.LayOut(Of(Crowd(15)));

        laid.Sets.Sum(set => set.Values.Count).ShouldBe(12);
        laid.LeftOut.ShouldBe(3);
    }

    [Fact]
    public void Route_53s_limits_let_a_full_set_be_replaced_and_exchanged_in_one_list()
    {
        var (sets, batches) = ZoneLimits.Route53;

        (2 * sets.Characters).ShouldBeLessThan(batches.Characters);
        (2 * sets.Values).ShouldBeLessThan(batches.Elements);
    }
}
