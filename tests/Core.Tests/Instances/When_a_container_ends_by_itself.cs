using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_a_container_ends_by_itself
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    [Fact]
    public void Failure_17_the_pause_before_its_next_run_grows_from_the_second_crash_on()
    {
        List<double> pauses = [];
        CrashLoop? loop = null;
        for (var crash = 1; crash <= 9; crash++)
        {
            loop = CrashLoop.AfterCrash(loop, Shortly, exitCode: 1, Now.AddSeconds(crash));
            pauses.Add(loop.Pause.TotalSeconds);
        }

        pauses.ShouldBe([0, 10, 20, 40, 80, 160, 300, 300, 300]);
        (loop!.Crashes, loop.ExitCode).ShouldBe((9, 1));
    }

    [Fact]
    public void A_run_that_lasted_for_ten_minutes_ends_the_loop() =>
        CrashLoop.AfterCrash(new(7, 1, Now), CrashLoop.Memory, 1, Now.AddMinutes(1)).Crashes.ShouldBe(1);

    [Fact]
    public void Crashes_of_more_than_ten_minutes_ago_are_forgotten()
    {
        var loop = new CrashLoop(7, 1, Now);

        loop.IsRemembered(Now + CrashLoop.Memory).ShouldBeFalse();
        CrashLoop.AfterCrash(loop, Shortly, 1, Now + CrashLoop.Memory).Crashes.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(120)]
    [InlineData(599)]
    public void Failure_17_one_that_goes_on_crashing_enters_dns_ever_more_rarely(int secondsOfARun)
    {
        var (now, entered) = (Now, 0);
        CrashLoop? loop = null;
        while (now < Now.AddDays(1))
        {
            var ran = TimeSpan.FromSeconds(secondsOfARun);
            if (loop is null || loop.Pause < ran) entered++;
            now += ran;
            loop = CrashLoop.AfterCrash(loop, ran, 1, now);
        }

        // 299 s of 599 at most: a run of almost ten minutes is in DNS after five.
        entered.ShouldBeLessThanOrEqualTo(secondsOfARun < 300 ? 6 : 145);
    }

    [Fact]
    public void What_holds_it_back_is_said_with_its_exit_code_where_that_is_known()
    {
        CrashLoop.DescribeObstacle(new CrashCount(3, 137, IsHeldBack: true)).ShouldBe(
            "it ended by itself 3 times in a row, last with exit code 137; it enters DNS once this run has lasted for a while");
        CrashLoop.DescribeObstacle(new CrashCount(3, null, IsHeldBack: true)).ShouldBe(
            "it ended by itself 3 times in a row; it enters DNS once this run has lasted for a while");
        CrashLoop.DescribeObstacle(new CrashCount(3, 137, IsHeldBack: false)).ShouldBeNull();
        CrashLoop.DescribeObstacle(null).ShouldBeNull();
    }
}
