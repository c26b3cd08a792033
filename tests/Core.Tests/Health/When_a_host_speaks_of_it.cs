using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_host_speaks_of_it
{
    public static TheoryData<HealthState> States => [.. Enum.GetValues<HealthState>()];

    [Theory, MemberData(nameof(States))]
    public void Its_end_ends_it_in_any_state(HealthState state)
    {
        var container = In(state);

        container.Ends();

        (container.State, container.Alarm).ShouldBe((HealthState.Stopped, Alarm.None));
    }

    [Theory, MemberData(nameof(States))]
    public void A_new_run_begins_anew_in_any_state(HealthState state)
    {
        var container = In(state);

        container.Runs(run: 1);

        (container.State, container.Alarm).ShouldBe((HealthState.Starting, Alarm.None));
        container.Health!.IsCondemned.ShouldBeFalse();
    }

    [Fact]
    public void One_that_is_renamed_has_its_new_name()
    {
        var container = SimulatedContainer.Healthy();

        container.Runs(name: "calc-2").Events.OfType<FactHeard>().Single().Name.ShouldBe("calc-2");
        container.Health!.Name.ShouldBe("calc-2");
        container.Runs(name: "calc-2").Events.OfType<FactHeard>().Single().Name.ShouldBeNull("it is the same name");
    }

    [Fact]
    public void An_ejected_run_that_comes_back_after_its_host_was_lost_is_reinstated()
    {
        var container = SimulatedContainer.Draining();
        container.Ends();

        container.Runs().Verdict().ShouldBe(false);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.State.ShouldBe(HealthState.Starting);
    }

    [Fact]
    public void A_start_that_its_own_end_overtook_comes_to_nothing()
    {
        var container = new SimulatedContainer();
        container.Ends();

        var overtaken = new HealthSignal.Runs(
            "red", new Stamp(1, 0), container.Now, "calc-1", null, [SimulatedContainer.Port(8081)], null);
        container.Apply(overtaken).Events.ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Stopped);
    }

    [Fact]
    public void Said_twice_it_happens_once()
    {
        var container = new SimulatedContainer();
        var start = new HealthSignal.Runs("red", new Stamp(1, 1), container.Now, "calc-1", null, [SimulatedContainer.Port(8081)], null);

        container.Apply(start).Events.ShouldNotBeEmpty();
        container.Apply(start).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_pause_is_not_a_failure_and_is_followed_by_a_new_grace()
    {
        var container = SimulatedContainer.Failing();

        container.Pauses().States().ShouldBe([HealthState.Paused]);
        container.Fails(5).Events.ShouldBeEmpty();
        container.Runs().States().ShouldBe([HealthState.Starting]);
        container.Fails().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_somebody_else_stops_is_not_stopped_by_us()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        container.Stops().States().ShouldBe([HealthState.Stopping]);

        container.Later(60).AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict, "the registry is still owed the verdict");
        container.CarriedOut();
        container.Later(600).AlarmRings().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_survives_somebody_elses_stop_begins_anew_and_is_fit_again()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        container.Stops();

        var survived = container.Runs();

        (survived.States().Single(), survived.Verdict()).ShouldBe((HealthState.Starting, false));
    }

    [Fact]
    public void What_its_host_said_before_it_knew_of_our_stop_does_not_bring_it_back()
    {
        var container = SimulatedContainer.Stopping(new() { StopsWithoutTask = true });

        container.Runs().States().ShouldBeEmpty();
        container.Stops().States().ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Stopping);
    }

    [Fact]
    public void One_that_was_given_up_with_its_host_is_looked_after_again_when_it_returns()
    {
        var container = SimulatedContainer.Healthy();
        container.Apply(new HealthSignal.HostSilent(container.Now)).States().ShouldBe([HealthState.Stopped]);

        container.Runs();

        container.State.ShouldBe(HealthState.Starting);
    }

    private static SimulatedContainer In(HealthState state)
    {
        var stoppable = new HealthPolicy { StopsWithoutTask = true };
        return state switch
        {
            HealthState.Starting => new SimulatedContainer().Then(p => p.Runs()),
            HealthState.Healthy => SimulatedContainer.Healthy(),
            HealthState.Suspect => SimulatedContainer.Failing(),
            HealthState.Unproven => SimulatedContainer.Failing().Then(p => p.Ruled(GovernorDecisionKind.Doubt)),
            HealthState.Spared => SimulatedContainer.Failing().Then(p => p.Ruled(GovernorDecisionKind.Spare)),
            HealthState.Condemned => SimulatedContainer.Failing().Then(p => p.Ruled(GovernorDecisionKind.Condemn)),
            HealthState.Draining => SimulatedContainer.Draining(),
            HealthState.Stopping => SimulatedContainer.Stopping(stoppable),
            HealthState.Stopped => SimulatedContainer.Healthy().Then(p => p.Ends()),
            HealthState.Stuck =>
                SimulatedContainer.Stopping(stoppable with { StopWithin = TimeSpan.FromSeconds(5) }).Then(p => p.Later(6).AlarmRings()),
            HealthState.Paused => SimulatedContainer.Healthy().Then(p => p.Pauses()),
            HealthState.Released => SimulatedContainer.Failing().Then(p => p.ByHand(HealthTrigger.Released)),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }
}
