using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_container_leaves
{
    private static readonly HealthPolicy Stoppable = new() { StopsWithoutTask = true };

    [Fact]
    public void It_is_condemned_and_the_registry_is_told_until_it_answers()
    {
        var patient = Patient.Failing();

        patient.Ruled(RulingKind.Condemn).Verdict().ShouldBe(true);
        patient.Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        patient.Rings().Effects.ShouldBe(HealthEffects.None, "only when it is due again");
        patient.Later(0.5).Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        patient.CarriedOut().States().ShouldBe([HealthState.Draining]);
        patient.Health!.ChangeId.ShouldBe("change-1");
    }

    [Fact]
    public void Its_records_time_to_live_is_waited_out_before_the_governor_is_asked_again()
    {
        var patient = Patient.Draining(Stoppable);

        patient.Alarm.Due.ShouldBe(patient.Now + Stoppable.Ttl);
        patient.Health!.WantsRuling(Stoppable).ShouldBeTrue();
    }

    [Fact]
    public void It_is_ordered_to_stop_once_and_again_only_when_nobody_answers()
    {
        var patient = Patient.Stopping(Stoppable);

        patient.Rings().Effects.ShouldBe(HealthEffects.OrderStop);
        patient.Rings().Effects.ShouldBe(HealthEffects.None);
        patient.Later(30).Rings().Effects.ShouldBe(HealthEffects.OrderStop);
        patient.Health!.StopAttempts.ShouldBe(2);
        patient.Answered(StopOutcome.Accepted);
        patient.Later(60).Rings().Effects.ShouldBe(HealthEffects.None);
        patient.Ends().States().ShouldBe([HealthState.Stopped]);
    }

    [Fact]
    public void An_order_that_failed_is_given_again()
    {
        var patient = Patient.Stopping(Stoppable);
        patient.Rings();
        patient.Answered(StopOutcome.Failed);

        patient.Later(30).Rings().Effects.ShouldBe(HealthEffects.OrderStop);
    }

    [Fact]
    public void One_that_is_gone_already_counts_as_stopped()
    {
        var patient = Patient.Stopping(Stoppable);
        patient.Rings();

        patient.Answered(StopOutcome.Gone).States().ShouldBe([HealthState.Stopped]);
    }

    [Fact]
    public void One_without_a_task_is_only_withdrawn_where_nobody_else_could_stop_it()
    {
        var patient = Patient.Draining();

        patient.Health!.WantsRuling(HealthPolicy.Default).ShouldBeFalse();
        patient.Later(5).Rings().Effects.ShouldBe(HealthEffects.None);
        (patient.State, patient.Alarm.Due).ShouldBe((HealthState.Draining, null));
        patient.Health!.Cause.ShouldContain("only withdrawn");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_recovers_before_the_order_to_stop_is_reinstated(bool drains)
    {
        var patient = drains ? Patient.Draining() : Patient.Failing().Then(p => p.Ruled(RulingKind.Condemn));

        patient.Passes();
        var back = patient.Passes();

        back.States().ShouldBe([HealthState.Healthy]);
        back.Verdict().ShouldBe(false);
        patient.Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        patient.CarriedOut();
        patient.Alarm.ShouldBe(Alarm.None);
    }

    [Fact]
    public void One_that_recovers_after_the_order_is_stopped_all_the_same()
    {
        var patient = Patient.Stopping(Stoppable);

        patient.Passes(2).Events.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_to_an_older_verdict_is_late()
    {
        var patient = Patient.Draining();
        patient.Passes(2);
        patient.Fails(3);
        patient.Ruled(RulingKind.Condemn);

        patient.CarriedOut(sequence: patient.Health!.Verdict - 2).Events.ShouldBeEmpty();
        patient.State.ShouldBe(HealthState.Condemned);
    }

    [Fact]
    public void One_that_the_governor_keeps_after_all_comes_back()
    {
        var patient = Patient.Draining(Stoppable);

        var spared = patient.Ruled(RulingKind.Spare);

        (spared.States().Single(), spared.Verdict()).ShouldBe((HealthState.Spared, false));
    }

    [Fact]
    public void Records_that_do_not_leave_are_a_fault_that_a_person_may_retry_or_release()
    {
        var patient = Patient.Failing();
        patient.Ruled(RulingKind.Condemn);
        Until(patient, HealthState.Stuck);

        patient.ByHand(HealthTrigger.Retried).Verdict().ShouldBe(true);
        patient.State.ShouldBe(HealthState.Condemned);
        Until(patient, HealthState.Stuck);
        patient.ByHand(HealthTrigger.Released).Verdict().ShouldBe(false);
        patient.Fails(5).Events.ShouldBeEmpty();
        patient.State.ShouldBe(HealthState.Released);
    }

    [Fact]
    public void A_container_that_does_not_stop_is_a_fault()
    {
        var patient = Patient.Stopping(Stoppable);

        Until(patient, HealthState.Stuck);

        patient.Health!.Cause.ShouldContain("ordered to stop");
    }

    [Fact]
    public void While_nobody_is_awake_no_step_hangs()
    {
        var patient = Patient.Failing();
        patient.Ruled(RulingKind.Condemn);
        patient.Later(3_600);

        patient.Rings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        patient.State.ShouldBe(HealthState.Condemned);
    }

    [Fact]
    public void An_order_by_hand_that_means_nothing_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Patient.Healthy().ByHand(HealthTrigger.Retried));

    [Fact]
    public void A_ruling_that_was_overtaken_by_recovery_is_late()
    {
        var patient = Patient.Failing();
        patient.Passes(2);

        patient.Ruled(RulingKind.Condemn).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Where_only_the_healthy_answer_the_first_success_is_a_verdict()
    {
        var patient = new Patient(new() { AdmitOnceHealthy = true });
        patient.Runs();

        patient.Passes().Verdict().ShouldBe(false);
        patient.CarriedOut(null);
        patient.Fails();
        patient.Passes(2).Verdict().ShouldBeNull("it is in already");
    }

    [Fact]
    public void The_reason_of_a_stop_says_what_failed_and_is_no_longer_than_ecs_takes()
    {
        var reason = Patient.Stopping(Stoppable).Rings().Events.OfType<StopOrdered>().Single().Reason;

        reason.ShouldContain("calc on port 8081 failed its check http:/health, last: HTTP 500");
        var patient = Patient.Healthy(Stoppable);
        patient.Fails(3, text: new string('x', 1_000));
        StopReason.Of(patient.Health!).Length.ShouldBe(StopReason.Longest);
    }

    private static void Until(Patient patient, HealthState state)
    {
        for (var rings = 0; patient.State != state; rings++)
        {
            rings.ShouldBeLessThan(100);
            patient.Later(10).Rings();
        }
    }
}
