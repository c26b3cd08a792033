using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Tests.Health;

/// <summary>A stop ends a whole ECS task, so that its containers are decided about, drained and stopped as one.</summary>
public sealed class When_a_task_has_several_containers
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FleetRow Sick = new(HealthState.Suspect, "red", "p1", ["calc"], Noon);
    private static readonly FleetRow Drained = Sick with { State = HealthState.Draining };

    [Fact]
    public void All_of_it_leaves_with_the_sick_one() => Ask(Sick, Calc(3), Time(3), With(Time(1)))
        .ShouldBe([("sick", GovernorDecisionKind.Condemn), ("time", GovernorDecisionKind.CondemnWithTask)]);

    [Fact]
    public void Failure_24_the_last_healthy_instance_of_another_service_keeps_the_sick_one_from_being_stopped()
    {
        Ask(Sick, Calc(3), Time(1), With(Time(1))).ShouldBe([("sick", GovernorDecisionKind.Spare)]);
        Reason(Sick, Calc(3), Time(1), With(Time(1))).ShouldContain("time");
    }

    [Fact]
    public void Two_tasks_of_one_round_do_not_take_the_last_healthy_instance_together()
    {
        var (one, other) = (new Candidate("c1", Sick, true) { Siblings = [With(Time(1), "t1")] },
            new Candidate("c2", Sick, true) { Siblings = [With(Time(1), "t2")] });

        var rulings = Governor.Decide(new FleetSnapshot([Sick, Sick, Calc(9), Time(1), Time(1)]), [one, other], Floor(0.01));

        rulings.Select(ruled => (ruled.ContainerId, ruled.Ruling.Kind)).ShouldBe(
        [
            ("c1", GovernorDecisionKind.Condemn), ("t1", GovernorDecisionKind.CondemnWithTask), ("c2", GovernorDecisionKind.Spare),
        ]);
    }

    [Fact]
    public void It_is_stopped_once_no_container_of_it_answers()
    {
        Ask(Drained, Calc(3), Time(3), With(Time(1)))
            .ShouldBe([("sick", GovernorDecisionKind.Wait), ("time", GovernorDecisionKind.CondemnWithTask)]);
        Ask(Drained, Calc(3), Time(3), With(Time(1) with { State = HealthState.Condemned }))
            .ShouldBe([("sick", GovernorDecisionKind.Wait)]);
        Ask(Drained, Calc(3), Time(3), With(Time(1) with { State = HealthState.Draining }) with { IsOut = true })
            .ShouldBe([("sick", GovernorDecisionKind.Stop)]);
    }

    [Fact]
    public void A_task_of_ten_leaves_as_one_and_counts_as_ten_ejections()
    {
        Sibling[] nine = [.. Enumerable.Range(0, 9).Select(i => With(Time(1), $"t{i}"))];
        var (task, alone) = (new Candidate("sick", Sick, true) { Siblings = nine }, new Candidate("next", Sick, true));

        var rulings = Governor.Decide(new FleetSnapshot([Sick, Sick, Calc(30), Time(30)]), [task, alone], GovernorPolicy.Default);

        rulings.Count(ruled => ruled.Ruling.Kind is GovernorDecisionKind.CondemnWithTask).ShouldBe(9);
        rulings[^1].Ruling.Reason.ShouldBe("rate limit: 10 were ejected in this minute");
    }

    [Fact]
    public void One_that_is_paused_or_stopping_holds_nothing_up() =>
        Ask(Drained, Calc(3), Time(3), With(Time(1) with { State = HealthState.Paused }) with { IsOut = true })
            .ShouldBe([("sick", GovernorDecisionKind.Stop)]);

    [Fact]
    public void One_in_a_state_that_only_a_newer_version_knows_is_not_stopped_with_its_task() =>
        Ask(Drained, Calc(3), Time(3), With(Time(1) with { State = Word.Parse<HealthState>("Hovering") }))
            .ShouldBe([("sick", GovernorDecisionKind.Wait)]);

    [Fact]
    public void What_a_person_released_is_not_stopped_with_its_task() =>
        Reason(Sick, Calc(3), Time(3), With(Time(1) with { State = HealthState.Released })).ShouldContain("a person released time");

    [Fact]
    public void One_without_a_check_counts_as_an_instance_and_says_nothing_about_its_host()
    {
        FleetRow[] sick = [Sick, Sick with { Services = ["a"] }, Sick with { Services = ["b"] }];
        var untested = Time(5) with { IsChecked = false };

        Governor.Freezes(new FleetSnapshot([.. sick, untested, Calc(20) with { Host = "blue" }]), GovernorPolicy.Default)
            .ShouldHaveSingleItem().What.ShouldContain("host red");
        Ask(Sick, Calc(3), Time(1) with { IsChecked = false }, With(Time(1) with { IsChecked = false }))
            .ShouldBe([("sick", GovernorDecisionKind.Spare)]);
    }

    [Fact]
    public void A_healthy_container_leaves_DNS_and_does_not_return_by_passing_its_own_check()
    {
        var container = SimulatedContainer.Healthy();

        var leaves = container.Ruled(GovernorDecisionKind.CondemnWithTask);

        (leaves.States().Single(), leaves.Verdict()).ShouldBe((HealthState.Condemned, true));
        container.Passes(5);
        container.CarriedOut().States().ShouldBe([HealthState.Draining]);
        container.Passes(5);
        container.Health!.LeavesWithTask.ShouldBeTrue();
        container.Later(60).AlarmRings();
        container.Alarm.Due.ShouldNotBeNull("it is looked at again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_returns_when_the_task_stays(bool drains)
    {
        var container = SimulatedContainer.Healthy();
        container.Ruled(GovernorDecisionKind.CondemnWithTask);
        if (drains) container.CarriedOut();

        var back = container.Ruled(GovernorDecisionKind.SpareWithTask);

        (back.States().Single(), back.Verdict()).ShouldBe((HealthState.Starting, false));
        container.Health!.LeavesWithTask.ShouldBeFalse();
        container.Passes().States().ShouldBe([HealthState.Healthy]);
    }

    [Fact]
    public void Where_only_the_healthy_answer_one_that_never_passed_does_not_enter_DNS_because_its_task_stays()
    {
        var container = new SimulatedContainer(new() { AdmitOnceHealthy = true });
        container.Runs();
        container.Ruled(GovernorDecisionKind.CondemnWithTask).States().ShouldBe([HealthState.Condemned]);
        container.CarriedOut();

        var back = container.Ruled(GovernorDecisionKind.SpareWithTask);

        (back.States().Single(), back.Verdict()).ShouldBe((HealthState.Starting, null));
        container.Passes().Verdict().ShouldBe(false);
    }

    [Fact]
    public void It_returns_only_while_no_other_container_leads()
    {
        var member = SimulatedContainer.Healthy().Then(one => one.Ruled(GovernorDecisionKind.CondemnWithTask)).Health!;
        var stopping = SimulatedContainer.Stopping(new() { StopsWithoutTask = true });
        var leader = stopping.Health! with { ContainerId = "c2" };
        var stopped = stopping.Then(one => one.Ends()).Health! with { ContainerId = "c2" };
        var now = stopping.Now;

        TaskRemoval.FindReturn(member, [member, leader], now).ShouldBeNull();
        TaskRemoval.FindReturn(member, [member, stopped], now).ShouldBeNull("the task is about to end");
        TaskRemoval.FindReturn(member, [member, stopped], now.AddMinutes(3)).ShouldNotBeNull("it was not stopped with it");
        TaskRemoval.FindReturn(member, [member, SimulatedContainer.Healthy().Health! with { ContainerId = "c2" }], now).ShouldNotBeNull();
    }

    [Fact]
    public void One_without_a_check_is_healthy_at_once_and_again_after_it_returned()
    {
        var container = new SimulatedContainer();
        var none = SimulatedContainer.Port(8081, check: new Check(CheckKind.None, "", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)));

        container.Runs(watches: none).States().ShouldBe([HealthState.Healthy]);
        container.Ruled(GovernorDecisionKind.CondemnWithTask);
        container.Ruled(GovernorDecisionKind.SpareWithTask).States().ShouldBe([HealthState.Starting, HealthState.Healthy]);
    }

    private static GovernorPolicy Floor(double share) => GovernorPolicy.Default with { Floor = share };

    private static FleetRow Calc(int count) => new(HealthState.Healthy, "red", "p1", ["calc"], null, count);

    private static FleetRow Time(int count) => new(HealthState.Healthy, "red", "p1", ["time"], null, count);

    private static Sibling With(FleetRow row, string id = "time") => new(id, "time", row, IsOut: false);

    private static IEnumerable<(string, GovernorDecisionKind)> Ask(FleetRow sick, FleetRow calc, FleetRow time, Sibling sibling) =>
        Decide(sick, calc, time, sibling).Select(ruled => (ruled.ContainerId, ruled.Ruling.Kind));

    private static string Reason(FleetRow sick, FleetRow calc, FleetRow time, Sibling sibling) =>
        Decide(sick, calc, time, sibling).Single().Ruling.Reason;

    private static IReadOnlyList<(string ContainerId, GovernorDecision Ruling)> Decide(
        FleetRow sick, FleetRow calc, FleetRow time, Sibling sibling) =>
        Governor.Decide(
            new FleetSnapshot([sick, calc, time]), [new Candidate("sick", sick, Proven: true) { Siblings = [sibling] }], Floor(0.5));
}
