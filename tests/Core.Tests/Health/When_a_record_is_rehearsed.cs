using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Health.Backtesting;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Health;

/// <summary>One of two instances fails three times, is condemned and stopped; the same under other policies.</summary>
public sealed class When_a_record_is_rehearsed
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HealthPolicy Policy = HealthPolicy.Default with { StopsWithoutTask = true };

    [Fact]
    public void Under_the_policy_that_was_in_force_it_happens_again()
    {
        var sick = Rehearse(Policy, GovernorPolicy.Default);
        sick.Happened.IsStopped.ShouldBeTrue();
        sick.Would.CondemnedAt!.Value.ShouldBe(sick.Happened.CondemnedAt!.Value, TimeSpan.FromSeconds(1));
        sick.Would.IsStopped.ShouldBeTrue();
        sick.IsUnknownAfterStop.ShouldBeFalse();
    }

    [Fact]
    public void Silence_is_more_of_the_same_so_a_higher_threshold_condemns_later()
    {
        var sick = Rehearse(Policy with { Failures = 4 }, GovernorPolicy.Default);
        sick.Would.CondemnedAt!.Value.ShouldBeGreaterThan(sick.Happened.CondemnedAt!.Value.AddSeconds(5));
    }

    [Fact]
    public void With_more_patience_than_the_record_is_long_it_is_lost_to_view()
    {
        var sick = Rehearse(Policy with { Failures = 50 }, GovernorPolicy.Default);
        sick.Would.IsNothing.ShouldBeTrue();
        sick.IsUnknownAfterStop.ShouldBeTrue();
    }

    [Fact]
    public void A_higher_floor_spares_it() =>
        Rehearse(Policy, GovernorPolicy.Default with { Floor = 1 }).ShouldSatisfyAllConditions(
            sick => sick.Would.CondemnedAt.ShouldBeNull(),
            sick => sick.Would.Spared!.ShouldStartWith("floor"));

    [Fact]
    public void A_lower_threshold_condemns_sooner() =>
        Rehearse(Policy with { Failures = 1 }, GovernorPolicy.Default).Would.CondemnedAt!.Value.ShouldBeLessThan(Began.AddSeconds(75));

    private static BacktestResult Rehearse(HealthPolicy policy, GovernorPolicy governor)
    {
        var backtest = new BacktestRun(policy, governor);
        foreach (var (container, happened) in Record()) backtest.Apply(container, happened);
        backtest.RunUntil(Began.AddMinutes(4));
        return backtest.Outcomes().ShouldHaveSingleItem();
    }

    private static IEnumerable<(string Container, HealthEvent Happened)> Record()
    {
        foreach (var id in new[] { "well", "sick" })
        {
            var check = new Check(CheckKind.Http, "/health", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
            var watch = new Watch(8081, "calc", new TransportAddress("192.0.2.7", 32768, TransportProtocol.Tcp), check);
            yield return (id, new RunWatched(
                "red", new Stamp(1, 1), Began, id, null, [watch], TimeSpan.FromSeconds(30), Began));
            yield return (id, new ProbeHeard(Result(true, 1), Began.AddSeconds(1)));
            yield return (id, Came(HealthState.Starting, HealthState.Healthy, HealthTrigger.Passed, 1));
        }

        yield return ("sick", new ProbeHeard(Result(false, 70), Began.AddSeconds(70)));
        yield return ("sick", Came(HealthState.Healthy, HealthState.Suspect, HealthTrigger.Failed, 70));
        yield return ("sick", new ProbeHeard(Result(false, 80), Began.AddSeconds(80)));
        yield return ("sick", new ProbeHeard(Result(false, 90), Began.AddSeconds(90)));
        yield return ("sick", Came(HealthState.Suspect, HealthState.Condemned, HealthTrigger.Judged, 90.2));
        yield return ("sick", new VerdictReached(1, true, "it failed", Began.AddSeconds(90.2)));
        yield return ("sick", new VerdictTaken(1, "C1", Began.AddSeconds(140)));
        yield return ("sick", Came(HealthState.Condemned, HealthState.Draining, HealthTrigger.LeftZone, 140));
        yield return ("sick", Came(HealthState.Draining, HealthState.Stopping, HealthTrigger.StopAllowed, 146));
        yield return ("sick", new StopOrdered(1, "it failed", Began.AddSeconds(146)));
        yield return ("sick", Came(HealthState.Stopping, HealthState.Stopped, HealthTrigger.Ended, 150));
    }

    private static StateChanged Came(HealthState from, HealthState to, HealthTrigger by, double after) =>
        new(from, to, by, "recorded", Began.AddSeconds(after));

    private static ProbeResult Result(bool passed, double after) =>
        new(8081, passed, passed ? "HTTP 200" : "HTTP 500", Began.AddSeconds(after), TimeSpan.FromMilliseconds(3), "p1");
}
