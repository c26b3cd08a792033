using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Tests.Dns.Budget;

public sealed class When_a_bucket_is_drawn_from
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenBucket Full = TokenBucket.Full(new BucketSize(1_500, 100), Now);

    [Fact]
    public void A_full_one_makes_nobody_wait() => Full.WaitFor(1_500, Now).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void An_empty_one_makes_one_wait_for_what_is_missing() =>
        Full.Taken(1_500, Now).WaitFor(200, Now).ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void It_fills_steadily_and_never_over_its_brim()
    {
        Full.Taken(1_500, Now).LevelAt(Now.AddSeconds(3)).ShouldBe(300);
        Full.Taken(100, Now).LevelAt(Now.AddHours(1)).ShouldBe(1_500);
    }

    [Fact]
    public void More_than_it_holds_waits_until_it_is_full_and_is_made_up_for_later()
    {
        Full.Taken(100, Now).WaitFor(2_000, Now).ShouldBe(TimeSpan.FromSeconds(1));
        Full.Taken(2_000, Now).WaitFor(1, Now).ShouldBe(TimeSpan.FromSeconds(5.01));
    }

    [Fact]
    public void What_flows_in_while_a_call_is_under_way_is_not_counted_on() =>
        Full.Taken(1_500, Now).Settled(Now.AddSeconds(1)).LevelAt(Now.AddSeconds(2)).ShouldBe(100);

    [Fact]
    public void Refused_it_is_taken_for_empty() => Full.Drained(Now).LevelAt(Now.AddSeconds(1)).ShouldBe(100);

    [Fact]
    public void A_clock_that_is_set_back_takes_nothing_away() => Full.Taken(500, Now).LevelAt(Now.AddSeconds(-10)).ShouldBe(1_000);
}
