using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Budget;

public sealed class When_a_plan_is_cut
{
    private static readonly Gen<RecordChange> Changes = Gen.Select(Gen.Enum<ChangeAction>(), Gen.Int[1, 400], Gen.Int[0, 9])
        .Select((action, values, nth) =>
            new RecordChange(action, Srv("calc", [.. Enumerable.Range(0, values).Select(v => $"{v} red")]), Joined: nth == 0));

    private static readonly Gen<RecordChange[]> Plans = Changes.Array[0, 40];

    [Fact]
    public void The_lists_one_after_the_other_are_the_plan() => Plans.Sample(plan =>
        Batches.Split(plan, BatchLimits.Route53).SelectMany(batch => batch).ShouldBe(plan));

    [Fact]
    public void Each_list_is_within_the_limits_or_cannot_be_cut() => Plans.Sample(plan =>
        Batches.Split(plan, BatchLimits.Route53).ShouldAllBe(batch =>
            ChangeCost.Measure(batch).FitsInto(BatchLimits.Route53) || batch.Skip(1).All(change => change.Joined)));

    [Fact]
    public void What_is_joined_is_never_cut() => Plans.Sample(plan =>
        Batches.Split(plan, BatchLimits.Route53).Skip(1).ShouldAllBe(batch => !batch[0].Joined));

    [Fact]
    public void No_list_is_cut_that_the_next_change_would_have_fitted_into() => Plans.Sample(plan =>
    {
        var batches = Batches.Split(plan, BatchLimits.Route53).ToList();
        foreach (var (batch, next) in batches.Zip(batches.Skip(1)))
            ChangeCost.Measure([.. batch, next[0], .. next.Skip(1).TakeWhile(change => change.Joined)])
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
    [InlineData(ChangeAction.Upsert, 4, 120, 2)]
    public void An_upsert_counts_twice(ChangeAction action, int elements, int characters, int tokens)
    {
        var value = new string('x', 30);
        var set = A("red", value, value.ToUpperInvariant());

        ChangeCost.Measure(new RecordChange(action, set)).ShouldBe(new ChangeCost(elements, characters, tokens));
    }
}
