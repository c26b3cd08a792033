using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.History.Words;

namespace Pipeline.History.Tests.Words;

public sealed class When_an_event_is_put_into_words
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Failure_17_a_start_after_crashes_says_how_many_and_how_the_last_one_ended()
    {
        var began = new RunBegan("red", new Stamp(1, 1), Now, "calc-1", "calc:7", null, Now);

        EventWords.Of(began).ShouldBe("started: calc-1 (calc:7) on red at 2026-01-01 12:00:00Z");
        EventWords.Of(began with { Crashes = new CrashCount(3, 137, IsHeldBack: true) })
            .ShouldBe("started: calc-1 (calc:7) on red at 2026-01-01 12:00:00Z, after 3 crashes, the last with exit code 137");
        EventWords.Of(began with { Crashes = new CrashCount(1, null, IsHeldBack: false) })
            .ShouldBe("started: calc-1 (calc:7) on red at 2026-01-01 12:00:00Z, after 1 crash");
    }

    [Fact]
    public void A_confirmation_says_what_changed()
    {
        var confirmed = new RunConfirmed("red", new Stamp(1, 1), Now);

        EventWords.Of(confirmed).ShouldBe("confirmed by red");
        EventWords.Of(confirmed with { Name = "sums-1" }).ShouldBe("confirmed by red: its name is now sums-1");
        EventWords.Of(confirmed with { Crashes = new CrashCount(3, 1, IsHeldBack: false) })
            .ShouldBe("confirmed by red: held back from DNS no longer, after 3 crashes, the last with exit code 1");
    }
}
