using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_host_speaks_of_it
{
    public static TheoryData<HealthState> States => [.. Enum.GetValues<HealthState>()];

    [Theory, MemberData(nameof(States))]
    public void Its_end_ends_it_in_any_state(HealthState state)
    {
        var patient = In(state);

        patient.Ends();

        (patient.State, patient.Alarm).ShouldBe((HealthState.Stopped, Alarm.None));
    }

    [Theory, MemberData(nameof(States))]
    public void A_new_run_begins_anew_in_any_state(HealthState state)
    {
        var patient = In(state);

        patient.Runs(run: 1);

        (patient.State, patient.Alarm).ShouldBe((HealthState.Starting, Alarm.None));
        patient.Health!.IsCondemned.ShouldBeFalse();
    }

    [Fact]
    public void A_start_that_its_own_end_overtook_comes_to_nothing()
    {
        var patient = new Patient();
        patient.Ends();

        patient.Tell(new HealthSignal.Runs("red", new Stamp(0, 9), patient.Now, "calc-1", null, [Patient.Port(8081)], null)).Events.ShouldBeEmpty();
        patient.State.ShouldBe(HealthState.Stopped);
    }

    [Fact]
    public void Said_twice_it_happens_once()
    {
        var patient = new Patient();
        var start = new HealthSignal.Runs("red", new Stamp(1, 1), patient.Now, "calc-1", null, [Patient.Port(8081)], null);

        patient.Tell(start).Events.ShouldNotBeEmpty();
        patient.Tell(start).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_pause_is_not_a_failure_and_is_followed_by_a_new_grace()
    {
        var patient = Patient.Failing();

        patient.Pauses().States().ShouldBe([HealthState.Paused]);
        patient.Fails(5).Events.ShouldBeEmpty();
        patient.Runs().States().ShouldBe([HealthState.Starting]);
        patient.Fails().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_somebody_else_stops_is_not_stopped_by_us()
    {
        var patient = Patient.Failing();
        patient.Ruled(RulingKind.Condemn);
        patient.Stops().States().ShouldBe([HealthState.Stopping]);

        patient.Later(60).Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict, "the registry is still owed the verdict");
        patient.CarriedOut();
        patient.Later(600).Rings().Events.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_survives_somebody_elses_stop_begins_anew_and_is_fit_again()
    {
        var patient = Patient.Failing();
        patient.Ruled(RulingKind.Condemn);
        patient.Stops();

        var survived = patient.Runs();

        (survived.States().Single(), survived.Verdict()).ShouldBe((HealthState.Starting, false));
    }

    [Fact]
    public void What_its_host_said_before_it_knew_of_our_stop_does_not_bring_it_back()
    {
        var patient = Patient.Stopping(new() { StopsWithoutTask = true });

        patient.Runs().States().ShouldBeEmpty();
        patient.Stops().States().ShouldBeEmpty();
        patient.State.ShouldBe(HealthState.Stopping);
    }

    [Fact]
    public void One_that_was_given_up_with_its_host_is_looked_after_again_when_it_returns()
    {
        var patient = Patient.Healthy();
        patient.Tell(new HealthSignal.HostSilent(patient.Now)).States().ShouldBe([HealthState.Stopped]);

        patient.Runs();

        patient.State.ShouldBe(HealthState.Starting);
    }

    private static Patient In(HealthState state)
    {
        var stoppable = new HealthPolicy { StopsWithoutTask = true };
        return state switch
        {
            HealthState.Starting => new Patient().Then(p => p.Runs()),
            HealthState.Healthy => Patient.Healthy(),
            HealthState.Suspect => Patient.Failing(),
            HealthState.Unproven => Patient.Failing().Then(p => p.Ruled(RulingKind.Doubt)),
            HealthState.Spared => Patient.Failing().Then(p => p.Ruled(RulingKind.Spare)),
            HealthState.Condemned => Patient.Failing().Then(p => p.Ruled(RulingKind.Condemn)),
            HealthState.Draining => Patient.Draining(),
            HealthState.Stopping => Patient.Stopping(stoppable),
            HealthState.Stopped => Patient.Healthy().Then(p => p.Ends()),
            HealthState.Stuck => Patient.Stopping(stoppable with { StopWithin = TimeSpan.FromSeconds(5) }).Then(p => p.Later(6).Rings()),
            HealthState.Paused => Patient.Healthy().Then(p => p.Pauses()),
            HealthState.Released => Patient.Failing().Then(p => p.ByHand(HealthTrigger.Released)),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }
}
