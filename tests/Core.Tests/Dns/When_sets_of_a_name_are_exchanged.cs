using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_sets_of_a_name_are_exchanged
{
    private static readonly RecordSet Simple = Srv("calc", "1 red", "2 red", "3 red", "4 red");
    private static readonly RecordSet One = Part(1, "1 red", "2 red", "3 red", "4 red");
    private static readonly RecordSet Two = Part(2, "5 red");

    [Fact]
    public void They_travel_in_one_list_with_nothing_in_between() =>
        Plan([One, Two, Srv("admin", "6 red"), Srv("zeal", "7 red")], [Simple]).ShouldBe([
            Delete(Simple), Joined(Create(One)), Joined(Create(Two)),
            Create(Srv("admin", "6 red")), Create(Srv("zeal", "7 red"))]);

    [Fact]
    public void The_way_back_is_one_list_too() =>
        Plan([Simple], [One, Two]).ShouldBe([Delete(One), Joined(Delete(Two)), Joined(Create(Simple))]);

    [Fact]
    public void A_value_that_changes_its_set_is_never_missing() =>
        Plan([Part(2, "1 red")], [Part(1, "1 red")]).ShouldBe([Delete(Part(1, "1 red")), Joined(Create(Part(2, "1 red")))]);

    [Fact]
    public void Sets_that_have_nothing_in_common_come_and_go_by_themselves() =>
        Plan([Part(2, "2 red")], [Part(1, "1 red")]).ShouldBe([Delete(Part(1, "1 red")), Create(Part(2, "2 red"))]);

    [Fact]
    public void Where_one_list_does_not_hold_them_all_the_name_still_never_falls_silent()
    {
        var limits = BatchLimits.None with { Elements = 8 + ChangeCost.OfFence.Elements };

        Plan([One, Two], [Simple], limits).ShouldBe([Delete(Simple), Joined(Create(One)), Create(Two)]);
        Plan([Simple], [One, Two], limits).ShouldBe([Delete(Two), Delete(One), Joined(Create(Simple))]);
    }

    private static IReadOnlyList<RecordChange> Plan(RecordSet[] desired, RecordSet[] held, BatchLimits? limits = null) =>
        ZonePlan.Between(desired.ToDictionary(set => set.Key), ModelLedger.Of(held).Entries, limits);

    private static RecordSet Part(int number, params string[] values) => Srv("calc", values) is var set
        ? set with { Key = set.Key with { SetIdentifier = $"spread-{number}" }, Routing = Routing.Weighted(1) }
        : throw new InvalidOperationException();

    private static RecordChange Create(RecordSet set) => new(ChangeAction.Create, set);

    private static RecordChange Delete(RecordSet set) => new(ChangeAction.Delete, set);

    private static RecordChange Joined(RecordChange change) => change with { Joined = true };
}
