using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Fencing;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Budget;

public sealed class When_a_plan_is_cut
{
    private static readonly Gen<RecordChange> Changes = Gen.Select(Gen.Enum<ChangeAction>(), Gen.Int[1, 400], Gen.Int[0, 9])
        .Select((action, values, nth) =>
            new RecordChange(action, Srv("calc", [.. Enumerable.Range(0, values).Select(v => $"{v} red")]), Joined: nth == 0));

    private static readonly Gen<RecordChange[]> Plans = Changes.Array[0, 40];

    /// <summary>A set that each upsert replaces.</summary>
    private static readonly HeldSets Held = HeldOf(Srv("calc", [.. Enumerable.Range(0, 100).Select(v => $"{v} blue")]));

    private static readonly ZoneFence Longest = new(Guid.Empty, long.MaxValue, long.MaxValue, Guid.Empty);

    [Fact]
    public void The_lists_one_after_the_other_are_the_plan() => Plans.Sample(plan =>
        Batches.Split(plan, Held, BatchLimits.Route53).SelectMany(batch => batch).ShouldBe(plan));

    [Fact]
    public void Each_list_is_within_the_limits_or_cannot_be_cut() => Plans.Sample(plan =>
        Batches.Split(plan, Held, BatchLimits.Route53).ShouldAllBe(batch =>
            ChangeCost.Measure(batch, Held).FitsInto(BatchLimits.Route53) || batch.Skip(1).All(change => change.Joined)));

    [Fact]
    public void What_is_joined_is_never_cut() => Plans.Sample(plan =>
        Batches.Split(plan, Held, BatchLimits.Route53).Skip(1).ShouldAllBe(batch => !batch[0].Joined));

    [Fact]
    public void No_list_is_cut_that_the_next_change_would_have_fitted_into() => Plans.Sample(plan =>
    {
        var batches = Batches.Split(plan, Held, BatchLimits.Route53).ToList();
        foreach (var (batch, next) in batches.Zip(batches.Skip(1)))
            ChangeCost.Measure([.. batch, next[0], .. next.Skip(1).TakeWhile(change => change.Joined)], Held)
                .FitsInto(BatchLimits.Route53).ShouldBeFalse();
    });

    [Fact]
    public void The_halves_of_a_list_are_the_list_and_what_is_joined_has_no_halves() => Plans.Sample(plan =>
    {
        var halves = Batches.Halve(plan);
        halves.SelectMany(half => half).ShouldBe(plan);
        if (plan.Skip(1).Any(change => !change.Joined)) halves.ShouldAllBe(half => half.Count > 0 && half.Count < plan.Length);
        else halves.Count.ShouldBe(1);
    });

    [Theory]
    [InlineData(ChangeAction.Create, 2, 60, 1)]
    [InlineData(ChangeAction.Delete, 2, 60, 1)]
    [InlineData(ChangeAction.Upsert, 3, 70, 2)]
    public void A_replacement_costs_its_deletion_as_well(ChangeAction action, int elements, int characters, int tokens)
    {
        var value = new string('x', 30);
        var set = A("red", value, value.ToUpperInvariant());

        ChangeCost.Measure(new RecordChange(action, set), HeldOf(A("red", "ten chars.")))
            .ShouldBe(new ChangeCost(elements, characters, tokens));
    }

    [Fact]
    public void A_list_has_room_for_the_move_of_the_fence() => Plans.Sample(plan =>
    {
        foreach (var batch in Batches.Split(plan, Held, BatchLimits.Route53).Where(batch => batch is [_] or [_, { Joined: false }, ..]))
        {
            var list = ChangeList.Compose(new FenceMove(FenceRecord.Of(Longest), Longest), batch, Held);
            var values = list.Records.SelectMany(change => change.Set.Values).Concat(Enumerable.Repeat(Longest.ToString(), 2)).ToList();
            values.Count.ShouldBeLessThanOrEqualTo(BatchLimits.Route53.Elements);
            values.Sum(value => value.Length).ShouldBeLessThanOrEqualTo(BatchLimits.Route53.Characters);
            list.Tokens.ShouldBeLessThanOrEqualTo(BatchLimits.Route53.Tokens);
        }
    });

    private static HeldSets HeldOf(RecordSet set) =>
        new([new LedgerEntry { Id = LedgerEntry.StreamOf("zone", set.Key), Key = set.Key, Held = set }]);
}
