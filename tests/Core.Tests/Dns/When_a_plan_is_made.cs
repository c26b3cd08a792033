using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

/// <summary>The planner's table, cell by cell, and its order.</summary>
public sealed class When_a_plan_is_made
{
    private static readonly RecordSet Calc = Srv("calc", "32768 red");
    private static readonly RecordSet Another = Srv("calc", "32769 red");

    private static readonly ModelLedger Nothing = ModelLedger.Empty;
    private static readonly ModelLedger Held = ModelLedger.Of(Calc);
    private static readonly ModelLedger Open = Held.Submitted([new RecordChange(ChangeAction.Upsert, Another)]);
    private static readonly ModelLedger Gone = Held.Submitted([Delete(Calc)]).Accepted([Delete(Calc)]);

    [Fact]
    public void Failure_70_a_record_of_ours_whose_target_lost_its_final_dot_is_set_right()
    {
        var edited = Srv("calc") with { Values = ["1 1 32768 red.servicediscovery.internal"] };
        RecordSet[] desired = [Srv("calc", "32768 red"), A("red", "192.0.2.7")];

        ZonePlan.Between(desired.ToDictionary(set => set.Key), ModelLedger.Of(edited, A("red", "192.0.2.7")).Entries)
            .ShouldBe([new RecordChange(ChangeAction.Upsert, Srv("calc", "32768 red"))]);
    }

    [Fact]
    public void Nothing_for_nothing() => Plan([], Nothing).ShouldBeEmpty();

    [Fact]
    public void What_is_not_there_is_created() => Plan([Calc], Nothing).ShouldBe([Create(Calc)]);

    [Fact]
    public void What_was_deleted_is_created() => Plan([Calc], Gone).ShouldBe([Create(Calc)]);

    [Fact]
    public void What_was_refused_is_tried_again() =>
        Plan([Calc], Nothing.Submitted([Create(Calc)]).Refused([Create(Calc)])).ShouldBe([Create(Calc)]);

    [Fact]
    public void What_is_no_longer_wanted_is_deleted_as_it_is_held() => Plan([], Held).ShouldBe([Delete(Calc)]);

    [Fact]
    public void What_is_already_so_is_left_alone() => Plan([Calc], Held).ShouldBeEmpty();

    [Fact]
    public void What_differs_is_replaced() => Plan([Another], Held).ShouldBe([Upsert(Another)]);

    [Fact]
    public void Another_time_to_live_is_a_difference() => Plan([Calc with { Ttl = 5 }], Held).ShouldBe([Upsert(Calc with { Ttl = 5 })]);

    [Fact]
    public void An_open_outcome_waits_for_the_audit_wanted_or_not()
    {
        Plan([], Open).ShouldBeEmpty();
        Plan([Calc], Open).ShouldBeEmpty();
        Plan([Another], Open).ShouldBeEmpty();
    }

    [Fact]
    public void An_open_outcome_holds_back_every_set_of_its_name()
    {
        var one = Calc with { Key = Calc.Key with { SetIdentifier = "one" }, Routing = Routing.Weighted(1) };
        Plan([one], Open).ShouldBeEmpty();
    }

    [Fact]
    public void Withdrawals_go_first_then_names_then_what_points_to_them_then_names_that_nothing_needs()
    {
        var ledger = ModelLedger.Of(
            Srv("ended", "32768 old"),
            Srv("shrinks", "32769 old", "32770 red"),
            Srv("moves", "32771 old"),
            A("old", "192.0.2.1"),
            A("red", "192.0.2.7"));

        RecordSet[] desired =
        [
            Srv("shrinks", "32770 red"),
            Srv("moves", "32768 new"),
            Srv("begins", "32769 new"),
            A("red", "192.0.2.7"),
            A("new", "192.0.2.8"),
        ];

        Plan(desired, ledger).ShouldBe([
            Delete(Srv("ended", "32768 old")),
            Upsert(Srv("shrinks", "32770 red")),
            Create(A("new", "192.0.2.8")),
            Create(Srv("begins", "32769 new")),
            Upsert(Srv("moves", "32768 new")),
            Delete(A("old", "192.0.2.1"))]);
    }

    [Fact]
    public void A_reused_port_leaves_its_former_service_first() =>
        Plan([Srv("admin", "32768 red")], ModelLedger.Of(Calc)).ShouldBe([Delete(Calc), Create(Srv("admin", "32768 red"))]);

    [Fact]
    public void An_address_stays_while_the_change_of_an_srv_record_that_points_to_it_is_refused()
    {
        var (old, moved) = (Srv("calc", "32768 red"), Srv("calc", "32768 blue"));
        var ledger = ModelLedger.Of(old, A("red", "192.0.2.1"), A("blue", "192.0.2.2"), A("unused", "192.0.2.3"))
            .Submitted([Upsert(moved)]).Refused([Upsert(moved)]);

        var (fresh, waiting) = ZonePlan.Split(Plan([moved, A("blue", "192.0.2.2")], ledger), ledger.Entries, new NeededTargets());

        fresh.ShouldBe([Delete(A("unused", "192.0.2.3"))]);
        waiting.ShouldBe([Upsert(moved), Delete(A("red", "192.0.2.1"))], "the deletion comes after what it waits for");
    }

    [Fact]
    public void An_address_stays_while_it_is_not_known_whether_an_srv_record_points_to_it()
    {
        var (old, moved) = (Srv("calc", "32768 red"), Srv("calc", "32768 blue"));
        var ledger = ModelLedger.Of(old, A("red", "192.0.2.1"), A("blue", "192.0.2.2")).Submitted([Upsert(moved)]);

        ZonePlan.Split(Plan([], ledger), ledger.Entries, new NeededTargets()).Fresh.ShouldBeEmpty();
    }

    [Fact]
    public void An_address_that_a_wider_look_found_to_be_needed_stays_where_only_its_host_is_looked_at()
    {
        var needed = new NeededTargets();
        needed.Add(Srv("calc", "32768 red"));
        var ledger = ModelLedger.Of(A("red", "192.0.2.1"), A("blue", "192.0.2.2"));

        ZonePlan.Split(Plan([], ledger), ledger.Entries, needed).Fresh.ShouldBe([Delete(A("blue", "192.0.2.2"))]);
    }

    private static RecordChange Create(RecordSet set) => new(ChangeAction.Create, set);

    private static RecordChange Upsert(RecordSet set) => new(ChangeAction.Upsert, set);

    private static RecordChange Delete(RecordSet set) => new(ChangeAction.Delete, set);

    private static IReadOnlyList<RecordChange> Plan(RecordSet[] desired, ModelLedger ledger) =>
        ZonePlan.Between(desired.ToDictionary(set => set.Key), ledger.Entries);
}
