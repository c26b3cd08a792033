using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Tests.Zone;

public sealed class When_nudges_keep_coming
{
    private readonly Cadence cadence = new(Seconds(1));

    [Fact]
    public void A_lone_pass_rests_for_as_long_as_it_took() => Rests((60, 0.1), (60, 0.2)).ShouldBe([0.1, 0.2]);

    [Fact]
    public void Each_rest_is_twice_the_last_up_to_what_may_be_gathered() =>
        Rests((60, 0.1), (0, 0.1), (0.05, 0.1), (0.1, 0.1), (0, 0.1), (0, 0.1)).ShouldBe([0.1, 0.2, 0.4, 0.8, 1, 1]);

    [Fact]
    public void When_they_pause_for_longer_than_the_rest_it_begins_anew() =>
        Rests((60, 0.1), (0, 0.1), (0.3, 0.1)).ShouldBe([0.1, 0.2, 0.1]);

    [Fact]
    public void A_pass_that_takes_long_rests_long() => Rests((60, 5)).ShouldBe([5]);

    [Fact]
    public void A_zone_whose_calls_cost_nothing_gathers_nothing()
    {
        var eager = new Cadence(TimeSpan.Zero);
        for (var i = 0; i < 5; i++) eager.Rest(TimeSpan.Zero, Seconds(0.1)).ShouldBe(Seconds(0.1));
    }

    private double[] Rests(params (double Idle, double Pass)[] passes) => [.. passes.Select(p => cadence.Rest(Seconds(p.Idle), Seconds(p.Pass)).TotalSeconds)];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
