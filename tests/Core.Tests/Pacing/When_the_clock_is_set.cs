using CsCheck;
using Pipeline.Core.Pacing;

namespace Pipeline.Core.Tests.Pacing;

public sealed class When_the_clock_is_set
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

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

    private sealed class SettableClock : TimeProvider
    {
        private DateTimeOffset now = Noon;
        private long passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => passed;

        public void Set(DateTimeOffset time) => now = time;

        public void Pass(TimeSpan time)
        {
            now += time;
            passed += time.Ticks;
        }
    }
}
