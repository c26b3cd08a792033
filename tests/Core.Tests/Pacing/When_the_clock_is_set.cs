using CsCheck;
using Pipeline.Core.Pacing;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Pacing;

public sealed class When_the_clock_is_set
{
    private static readonly DateTimeOffset Noon = SettableClock.Noon;

    [Fact]
    public void Set_forward_it_is_followed_at_once()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        clock.Set(Noon.AddHours(1));
        steady.GetUtcNow().ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public void Set_back_time_goes_on_at_half_speed_until_the_clock_has_caught_up()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        clock.Set(Noon.AddMinutes(-10));
        clock.Pass(TimeSpan.FromMinutes(1));
        steady.GetUtcNow().ShouldBe(Noon.AddSeconds(30));
        clock.Pass(TimeSpan.FromMinutes(19));
        steady.GetUtcNow().ShouldBe(Noon.AddMinutes(10));
        clock.Pass(TimeSpan.FromMinutes(7));
        steady.GetUtcNow().ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public void However_it_is_set_and_however_often_it_is_read_no_wait_takes_more_than_twice_as_long() =>
        Gen.Select(Gen.Int[-7_200, 7_200], Gen.Int[1, 600], Gen.Bool).Array[1, 30].Sample(steps =>
        {
            var clock = new SettableClock();
            var steady = new SteadyTime(clock);
            foreach (var (jump, seconds, isRead) in steps)
            {
                clock.Set(clock.GetUtcNow().AddSeconds(jump));
                var before = steady.GetUtcNow();
                clock.Pass(TimeSpan.FromSeconds(seconds));
                if (isRead) (steady.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds) / 2);
            }
        });

    [Fact]
    public void The_store_is_followed_however_wrong_the_machine_is_and_whatever_becomes_of_its_clock()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        clock.Set(Noon.AddDays(1));
        steady.GetUtcNow().ShouldBe(Noon.AddDays(1));

        steady.Follow(Noon, clock.GetTimestamp());
        clock.Set(Noon.AddDays(-1));
        clock.Pass(TimeSpan.FromSeconds(7));
        steady.GetUtcNow().ShouldBe(Noon.AddSeconds(7));
    }

    [Fact]
    public void A_store_whose_clock_goes_back_is_followed_at_half_speed()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        steady.Follow(Noon, clock.GetTimestamp());
        steady.Follow(Noon.AddSeconds(-10), clock.GetTimestamp());
        clock.Pass(TimeSpan.FromSeconds(8));
        steady.GetUtcNow().ShouldBe(Noon.AddSeconds(4));
        clock.Pass(TimeSpan.FromSeconds(20));
        steady.GetUtcNow().ShouldBe(Noon.AddSeconds(18));
    }

    [Fact]
    public void What_the_store_answered_before_a_freeze_does_not_count_unless_nothing_else_is_known()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        var sent = clock.GetTimestamp();
        clock.Pass(TimeSpan.FromSeconds(60));
        steady.Follow(Noon.AddHours(-1), sent);
        steady.GetUtcNow().ShouldBe(Noon.AddHours(-1));

        steady.Follow(Noon.AddHours(5), sent);
        steady.GetUtcNow().ShouldBe(Noon.AddHours(-1));
    }

    [Fact]
    public void How_long_it_goes_steadily_is_counted_from_its_start_and_from_each_leap_of_the_store()
    {
        var clock = new SettableClock();
        var steady = new SteadyTime(clock);
        steady.Follow(Noon, clock.GetTimestamp());
        clock.Pass(TimeSpan.FromSeconds(10));
        steady.SteadyFor.ShouldBe(TimeSpan.FromSeconds(10));

        steady.Follow(Noon.AddSeconds(10.5), clock.GetTimestamp());
        steady.Follow(Noon.AddSeconds(5), clock.GetTimestamp());
        steady.SteadyFor.ShouldBe(TimeSpan.FromSeconds(10));

        steady.Follow(Noon.AddHours(17), clock.GetTimestamp());
        clock.Pass(TimeSpan.FromSeconds(4));
        steady.SteadyFor.ShouldBe(TimeSpan.FromSeconds(4));
    }
}
