using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Tests.Zone;

public sealed class When_nudges_keep_coming
{
    [Fact]
    public void A_lone_pass_rests_for_as_long_as_it_took() => Rests((1, 60, 0.1), (1, 60, 0.2)).ShouldBe([0.1, 0.2]);

    [Fact]
    public void In_a_burst_each_rest_is_twice_the_last_up_to_what_may_be_gathered() =>
        Rests((1, 60, 0.1), (20, 0.2, 0.1), (20, 0.3, 0.1), (20, 0.5, 0.1), (20, 0.9, 0.1), (20, 1.1, 0.1)).ShouldBe([0.1, 0.2, 0.4, 0.8, 1, 1]);

    [Fact]
    public void After_it_the_next_lone_change_is_not_late() => Rests((1, 60, 0.1), (20, 0.2, 0.1), (20, 0.3, 0.1), (1, 0.5, 0.1)).ShouldBe([0.1, 0.2, 0.4, 0.1]);

    [Fact]
    public void A_few_changes_a_second_are_no_burst() => Rests((20, 0.1, 1), (4, 1.1, 0.1), (2, 0.4, 0.1)).ShouldBe([1, 0.1, 0.1]);

    [Fact]
    public void A_pass_that_takes_long_rests_long() => Rests((1, 60, 5)).ShouldBe([5]);

    [Fact]
    public void A_zone_whose_calls_cost_nothing_gathers_nothing()
    {
        var eager = new Cadence(TimeSpan.Zero);
        for (var i = 0; i < 5; i++) eager.Rest(20, TimeSpan.Zero, Seconds(0.1)).ShouldBe(Seconds(0.1));
    }

    private static double[] Rests(params (int Nudges, double Within, double Pass)[] passes)
    {
        var cadence = new Cadence(Seconds(1));
        return [.. passes.Select(p => cadence.Rest(p.Nudges, Seconds(p.Within), Seconds(p.Pass)).TotalSeconds)];
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
