using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_the_governor_is_asked
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GovernorPolicy Usual = GovernorPolicy.Default;

    [Fact]
    public void One_that_fails_alone_may_leave() => Ask(Sick(), Well(3)).Kind.ShouldBe(GovernorDecisionKind.Condemn);

    [Fact]
    public void One_that_has_left_may_be_stopped() => Ask(Sick(HealthState.Draining), Well(3)).Kind.ShouldBe(GovernorDecisionKind.Stop);

    [Fact]
    public void Where_nobody_ever_passed_the_check_nobody_is_judged()
    {
        var candidate = new Candidate("c1", Sick(), Proven: false, "write another path");

        var ruling = Governor.Decide(new FleetSnapshot([Sick(), Well(9)]), [candidate], Usual).Single().Ruling;

        ruling.ShouldBe(new GovernorDecision(GovernorDecisionKind.Doubt, "write another path"));
    }

    [Fact]
    public void The_last_healthy_instance_has_nobody_leave_beside_it_but_the_sick() =>
        Ask(Sick(), Well(1)).Kind.ShouldBe(GovernorDecisionKind.Condemn);

    [Fact]
    public void The_last_instance_never_leaves()
    {
        Ask(Sick()).Reason.ShouldContain("floor");
        Ask(Usual with { Floor = 0.01 }, Sick()).Reason.ShouldContain("floor");
    }

    [Theory]
    [InlineData(2, 2, GovernorDecisionKind.Condemn)]
    [InlineData(2, 3, GovernorDecisionKind.Spare)]
    [InlineData(5, 5, GovernorDecisionKind.Condemn)]
    [InlineData(5, 6, GovernorDecisionKind.Spare)]
    public void Half_of_a_service_has_to_be_healthy(int well, int sick, GovernorDecisionKind ruling)
    {
        var otherSick = new FleetRow(HealthState.Unproven, "red", "p1", ["calc"], null, sick - 1);

        Ask(Sick(), Well(well), Well(50, service: "time"), otherSick).Kind.ShouldBe(ruling);
    }

    [Fact]
    public void Every_service_of_a_container_has_its_floor() =>
        Ask(Sick(services: ["calc", "admin"]), Well(5)).Reason.ShouldContain("admin");

    [Fact]
    public void One_that_would_leave_a_service_below_its_floor_is_not_stopped_either() =>
        Ask(Sick(HealthState.Draining), Well(1), new FleetRow(HealthState.Starting, "red", "p1", ["calc"], null, 3))
            .Kind.ShouldBe(GovernorDecisionKind.Spare);

    [Fact]
    public void Only_so_many_are_condemned_in_a_minute()
    {
        var sick = Enumerable.Range(0, 20).Select(i => Sick(failing: Noon.AddMinutes(-10 * i))).ToList();
        var candidates = sick.Select((row, i) => new Candidate($"c{i}", row, Proven: true)).ToList();

        var rulings = Governor.Decide(new FleetSnapshot([.. sick, Well(100)], CondemnedLately: 4), candidates, Usual);

        rulings.Count(ruled => ruled.Ruling.Kind is GovernorDecisionKind.Condemn).ShouldBe(6);
        rulings[^1].Ruling.ShouldBe(new GovernorDecision(GovernorDecisionKind.Spare, "rate limit: 10 were ejected in this minute"));
    }

    [Fact]
    public void Only_so_many_are_stopped_in_a_minute_and_the_others_wait_outside()
    {
        var fleet = new FleetSnapshot([Sick(HealthState.Draining), Well(9)], StoppedLately: 10);
        var candidate = new Candidate("c1", Sick(HealthState.Draining), Proven: true);

        Governor.Decide(fleet, [candidate], Usual).Single().Ruling.Kind.ShouldBe(GovernorDecisionKind.Wait);
    }

    [Fact]
    public void Failure_12_when_most_of_everything_fails_at_once_nothing_leaves()
    {
        FleetRow[] all =
        [
            .. Enumerable.Range(0, 6).Select(i => Sick(failing: Noon.AddSeconds(i), host: $"h{i}", prober: $"p{i}")),
            Well(5, host: "h0"),
            Well(50, "time") with { Count = 0 },
        ];

        Ask(all).Reason.ShouldBe("freeze: most of everything fails at once");
        Governor.Freezes(new FleetSnapshot(all), Usual).ShouldBe([new Freeze("most of everything fails at once")]);
    }

    [Fact]
    public void It_thaws_by_itself_when_enough_passes_again() =>
        Governor.Freezes(new FleetSnapshot([Sick(), Sick(), Sick(), Well(4)]), Usual).ShouldBeEmpty();

    [Fact]
    public void Failures_that_began_at_other_times_do_not_correlate()
    {
        var othersSick = Enumerable.Range(1, 9).Select(i => Sick(failing: Noon.AddHours(-i), services: ["time"]));

        Ask([Sick(), .. othersSick, Well(2)]).Kind.ShouldBe(GovernorDecisionKind.Condemn);
    }

    [Fact]
    public void When_all_of_one_host_fails_at_once_nothing_of_it_leaves_and_others_may()
    {
        FleetRow[] all = [Sick(host: "blue"), Sick(host: "blue"), Sick(host: "blue"), Sick(), Well(20)];

        Ask(all).Reason.ShouldBe("freeze: all of host blue fails at once");
        Ask([all[3], .. all]).Kind.ShouldBe(GovernorDecisionKind.Condemn);
    }

    [Fact]
    public void When_all_that_one_prober_sees_fails_at_once_nothing_of_it_leaves()
    {
        FleetRow[] all =
        [
            Sick(host: "h1", prober: "p2"),
            Sick(host: "h2", prober: "p2"),
            Sick(host: "h3", prober: "p2"),
            Well(20, host: "h1"),
            Well(1, host: "h2"),
            Well(1, host: "h3"),
        ];

        Ask(all).Reason.ShouldBe("freeze: all that prober p2 looks at fails at once");
    }

    [Fact]
    public void Two_may_fail_together_by_chance() =>
        Ask(Sick(host: "blue"), Sick(host: "blue"), Well(20)).Kind.ShouldBe(GovernorDecisionKind.Condemn);

    [Fact]
    public void Switched_off_it_lets_everything_go()
    {
        FleetRow[] all = [.. Enumerable.Range(0, 1_000).Select(_ => Sick())];

        Governor
            .Decide(
                new FleetSnapshot(all, 1_000, 1_000),
                [.. all.Select((row, i) => new Candidate($"c{i}", row, Proven: true))],
                GovernorPolicy.Off)
            .ShouldAllBe(ruled => ruled.Ruling.Kind == GovernorDecisionKind.Condemn);
    }

    private static GovernorDecision Ask(params FleetRow[] all) => Ask(Usual, all);

    /// <summary>About the first, in view of all.</summary>
    private static GovernorDecision Ask(GovernorPolicy policy, params FleetRow[] all) =>
        Governor.Decide(new FleetSnapshot(all), [new Candidate("c1", all[0], Proven: true)], policy).Single().Ruling;

    private static FleetRow Sick(
        HealthState state = HealthState.Suspect,
        string host = "red",
        string prober = "p1",
        DateTimeOffset? failing = null,
        string[]? services = null) =>
        new(state, host, prober, [.. services ?? ["calc"]], failing ?? Noon);

    private static FleetRow Well(int count, string service = "calc", string host = "red") =>
        new(HealthState.Healthy, host, "p1", [service], null, count);
}
