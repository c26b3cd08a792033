using Pipeline.Contracts;
using Pipeline.Core.Health;

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
    public void A_start_that_its_own_end_overtook_comes_to_nothing()
    {
        var container = new TrackedContainer();
        container.Ends();

        container.Tell(new HealthSignal.Runs("red", new Stamp(0, 9), container.Now, "calc-1", null, [TrackedContainer.Port(8081)], null)).Events.ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Stopped);
    }

    [Fact]
    public void Said_twice_it_happens_once()
    {
        var container = new TrackedContainer();
        var start = new HealthSignal.Runs("red", new Stamp(1, 1), container.Now, "calc-1", null, [TrackedContainer.Port(8081)], null);

        container.Tell(start).Events.ShouldNotBeEmpty();
        container.Tell(start).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_pause_is_not_a_failure_and_is_followed_by_a_new_grace()
    {
        var container = TrackedContainer.Failing();

        container.Pauses().States().ShouldBe([HealthState.Paused]);
        container.Fails(5).Events.ShouldBeEmpty();
        container.Runs().States().ShouldBe([HealthState.Starting]);
        container.Fails().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_somebody_else_stops_is_not_stopped_by_us()
    {
        var container = TrackedContainer.Failing();
        container.Ruled(RulingKind.Condemn);
        container.Stops().States().ShouldBe([HealthState.Stopping]);

        container.Later(60).Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict, "the registry is still owed the verdict");
        container.CarriedOut();
        container.Later(600).Rings().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_survives_somebody_elses_stop_begins_anew_and_is_fit_again()
    {
        var container = TrackedContainer.Failing();
        container.Ruled(RulingKind.Condemn);
        container.Stops();

        var survived = container.Runs();

        (survived.States().Single(), survived.Verdict()).ShouldBe((HealthState.Starting, false));
    }

    [Fact]
    public void What_its_host_said_before_it_knew_of_our_stop_does_not_bring_it_back()
    {
        var container = TrackedContainer.Stopping(new() { StopsWithoutTask = true });

        container.Runs().States().ShouldBeEmpty();
        container.Stops().States().ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Stopping);
    }

    [Fact]
    public void One_that_was_given_up_with_its_host_is_looked_after_again_when_it_returns()
    {
        var container = TrackedContainer.Healthy();
        container.Tell(new HealthSignal.HostSilent(container.Now)).States().ShouldBe([HealthState.Stopped]);

        container.Runs();

        container.State.ShouldBe(HealthState.Starting);
    }

    private static TrackedContainer In(HealthState state)
    {
        var stoppable = new HealthPolicy { StopsWithoutTask = true };
        return state switch
        {
            HealthState.Starting => new TrackedContainer().Then(p => p.Runs()),
            HealthState.Healthy => TrackedContainer.Healthy(),
            HealthState.Suspect => TrackedContainer.Failing(),
            HealthState.Unproven => TrackedContainer.Failing().Then(p => p.Ruled(RulingKind.Doubt)),
            HealthState.Spared => TrackedContainer.Failing().Then(p => p.Ruled(RulingKind.Spare)),
            HealthState.Condemned => TrackedContainer.Failing().Then(p => p.Ruled(RulingKind.Condemn)),
            HealthState.Draining => TrackedContainer.Draining(),
            HealthState.Stopping => TrackedContainer.Stopping(stoppable),
            HealthState.Stopped => TrackedContainer.Healthy().Then(p => p.Ends()),
            HealthState.Stuck => TrackedContainer.Stopping(stoppable with { StopWithin = TimeSpan.FromSeconds(5) }).Then(p => p.Later(6).Rings()),
            HealthState.Paused => TrackedContainer.Healthy().Then(p => p.Pauses()),
            HealthState.Released => TrackedContainer.Failing().Then(p => p.ByHand(HealthTrigger.Released)),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }
}
