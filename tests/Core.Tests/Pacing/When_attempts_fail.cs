using CsCheck;
using Pipeline.Core.Pacing;

namespace Pipeline.Core.Tests.Pacing;

public sealed class When_attempts_fail
{
    private static readonly Gen<(TimeSpan First, TimeSpan Longest)> Limits =
        Gen.Select(Gen.Long[1, TimeSpan.TicksPerDay], Gen.Long[0, 30 * TimeSpan.TicksPerDay])
            .Select((first, more) => (TimeSpan.FromTicks(first), TimeSpan.FromTicks(first + more)));

    [Fact]
    public void The_limits_double_up_to_the_longest()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), new FixedRandom(1));

        Enumerable.Range(1, 6).Select(_ => backoff.Next().TotalSeconds).ShouldBe([1, 2, 4, 8, 15, 15]);
    }

    [Fact]
    public void The_shortest_pause_is_half_its_limit()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), new FixedRandom(0));

        Enumerable.Range(1, 6).Select(_ => backoff.Next().TotalSeconds).ShouldBe([0.5, 1, 2, 4, 7.5, 7.5]);
    }

    [Fact]
    public void Whatever_chance_says_each_pause_lies_in_the_upper_half_of_a_limit_that_never_shrinks() =>
        Gen.Select(Limits, Gen.Int, Gen.Int[1, 200]).Sample((limits, seed, attempts) =>
        {
            var backoff = new Backoff(limits.First, limits.Longest, new Random(seed));
            var limit = limits.First;
            for (var failure = 1; failure <= attempts; failure++)
            {
                var pause = backoff.Next();
                pause.ShouldBeInRange(limit / 2, limit);
                backoff.Failures.ShouldBe(failure);
                limit = limit < limits.Longest / 2 ? limit * 2 : limits.Longest;
            }

            limit.ShouldBeLessThanOrEqualTo(limits.Longest);
        });

    [Fact]
    public void A_success_begins_the_row_anew() =>
        Gen.Select(Limits, Gen.Int[0, 100]).Sample((limits, attempts) =>
        {
            var backoff = new Backoff(limits.First, limits.Longest, new FixedRandom(1));
            for (var failure = 0; failure < attempts; failure++) backoff.Next();

            backoff.Reset();

            backoff.Failures.ShouldBe(0);
            backoff.Next().ShouldBe(limits.First);
        });

    [Fact]
    public void The_same_chance_makes_the_same_pauses() =>
        Gen.Select(Limits, Gen.Int, Gen.Int[1, 50]).Sample((limits, seed, attempts) =>
            Pauses(limits, seed, attempts).ShouldBe(Pauses(limits, seed, attempts)));

    [Fact]
    public void Limits_that_are_not_in_order_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Backoff(TimeSpan.Zero, TimeSpan.FromSeconds(1), new FixedRandom(0)));
        Should.Throw<ArgumentOutOfRangeException>(() => new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), new FixedRandom(0)));
    }

    [Fact]
    public void Failures_are_logged_ever_less_often() =>
        Enumerable.Range(1, 100).Where(FailureLogging.IsDue).ShouldBe([1, 2, 4, 8, 16, 32, 64]);

    private static List<TimeSpan> Pauses((TimeSpan First, TimeSpan Longest) limits, int seed, int attempts)
    {
        var backoff = new Backoff(limits.First, limits.Longest, new Random(seed));
        return [.. Enumerable.Range(0, attempts).Select(_ => backoff.Next())];
    }

    /// <summary>Chance that always says the same.</summary>
    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
