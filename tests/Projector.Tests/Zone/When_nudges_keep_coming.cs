using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Tests.Zone;

public sealed class When_nudges_keep_coming
{
    [Fact]
    public void A_lone_pass_rests_for_as_long_as_it_took() => Rests((1, 60, 0.1), (1, 60, 0.2)).ShouldBe([0.1, 0.2]);

    [Fact]
    public void A_burst_that_is_heard_at_once_gathers_at_once() => Rests((20, 60, 0.1), (20, 1, 0.1)).ShouldBe([1, 1]);

    [Fact]
    public void A_burst_that_comes_one_by_one_gathers_after_the_first_few()
    {
        var rests = Rests([.. Enumerable.Repeat((1, 0.02, 0.01), 6)]);
        rests[..2].ShouldBe([0.01, 0.01]);
        rests.ShouldBeInOrder();
        rests[^1].ShouldBe(1);
    }

    [Fact]
    public void While_it_goes_on_it_goes_on_gathering() => Rests([.. Enumerable.Repeat((20, 1.1, 0.1), 5)]).ShouldAllBe(rest => rest == 1);

    [Fact]
    public void After_it_the_next_lone_change_is_not_late() => Rests((20, 0.2, 0.1), (20, 1.1, 0.1), (1, 5, 0.1))[^1].ShouldBe(0.1);

    [Fact]
    public void A_change_a_second_is_no_burst() => Rests([.. Enumerable.Repeat((1, 1, 0.1), 20)]).ShouldAllBe(rest => rest == 0.1);

    [Fact]
    public void A_pass_that_takes_long_rests_long() => Rests((1, 60, 5)).ShouldBe([5]);

    [Fact]
    public void A_zone_whose_calls_cost_nothing_gathers_nothing()
    {
        var eager = new Cadence(TimeSpan.Zero);
        for (var i = 0; i < 5; i++) eager.Rest(20, TimeSpan.Zero, Seconds(0.1)).ShouldBe(Seconds(0.1));
    }

    [Fact]
    public void A_burst_that_goes_on_is_gathered_on_for_three_times_as_long_and_no_longer()
    {
        var cadence = new Cadence(Seconds(1));

        cadence.Gathers(Seconds(0.9)).ShouldBeFalse("it is no burst");
        cadence.Gathers(Seconds(1)).ShouldBeTrue();
        cadence.GathersOn(arrived: 20, gathered: 20, Seconds(1)).ShouldBeTrue();
        cadence.GathersOn(arrived: 2, gathered: 20, Seconds(1)).ShouldBeFalse("it is over");
        cadence.GathersOn(arrived: 20, gathered: 20, Seconds(3)).ShouldBeFalse("it has lasted too long");
        new Cadence(TimeSpan.Zero).Gathers(Seconds(5)).ShouldBeFalse("calls cost nothing");
    }

    [Fact]
    public void A_large_burst_is_gathered_for_six_times_as_long()
    {
        var cadence = new Cadence(Seconds(1));

        cadence.GathersOn(arrived: 20, gathered: 300, Seconds(5.9)).ShouldBeTrue();
        cadence.GathersOn(arrived: 2, gathered: 300, Seconds(1)).ShouldBeFalse("it is over");
        cadence.GathersOn(arrived: 20, gathered: 300, Seconds(6)).ShouldBeFalse("it has lasted too long");
    }

    private static double[] Rests(params (int Nudges, double Within, double Pass)[] passes)
    {
        var cadence = new Cadence(Seconds(1));
        return [.. passes.Select(p => cadence.Rest(p.Nudges, Seconds(p.Within), Seconds(p.Pass)).TotalSeconds)];
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
