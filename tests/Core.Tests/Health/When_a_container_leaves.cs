using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_container_leaves
{
    private static readonly HealthPolicy Stoppable = new() { StopsWithoutTask = true };

    [Fact]
    public void It_is_condemned_and_the_registry_is_told_until_it_answers()
    {
        var container = SimulatedContainer.Failing();

        container.Ruled(GovernorDecisionKind.Condemn).Verdict().ShouldBe(true);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.None, "only when it is due again");
        container.Later(0.5).AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.CarriedOut().States().ShouldBe([HealthState.Draining]);
        container.Health!.ChangeId.ShouldBe("change-1");
    }

    [Fact]
    public void Its_records_time_to_live_is_waited_out_before_the_governor_is_asked_again()
    {
        var container = SimulatedContainer.Draining(Stoppable);

        container.Alarm.Due.ShouldBe(container.Now + Stoppable.Ttl);
        container.Health!.NeedsGovernor(Stoppable).ShouldBeTrue();
    }

    [Fact]
    public void One_that_passes_again_while_it_drains_is_stopped_only_if_it_goes_on_failing()
    {
        var container = SimulatedContainer.Draining(Stoppable);
        container.Passes();
        container.Health!.NeedsGovernor(Stoppable).ShouldBeFalse();

        container.Later(Stoppable.Ttl.TotalSeconds + 1).AlarmRings().Effects.ShouldBe(HealthEffects.None);
        container.Health!.Cause.ShouldNotContain("no ECS task");
        container.Alarm.Due.ShouldBeNull();
        container.Fails(Stoppable.Failures);
        container.Health!.NeedsGovernor(Stoppable).ShouldBeTrue();
        container.Alarm.Due.ShouldBe(container.Now);
    }

    [Fact]
    public void It_is_ordered_to_stop_once_and_again_only_when_nobody_answers()
    {
        var container = SimulatedContainer.Stopping(Stoppable);

        container.AlarmRings().Effects.ShouldBe(HealthEffects.OrderStop);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.None);
        container.Later(30).AlarmRings().Effects.ShouldBe(HealthEffects.OrderStop);
        container.Health!.StopAttempts.ShouldBe(2);
        container.Answered(StopOutcome.Accepted);
        container.Later(60).AlarmRings().Effects.ShouldBe(HealthEffects.None);
        container.Ends().States().ShouldBe([HealthState.Stopped]);
    }

    [Fact]
    public void An_order_that_failed_is_given_again()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        container.AlarmRings();
        container.Answered(StopOutcome.Failed);

        container.Later(30).AlarmRings().Effects.ShouldBe(HealthEffects.OrderStop);
    }

    [Fact]
    public void One_whose_stop_is_withheld_is_checked_again_and_returns_if_it_passes()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        container.AlarmRings();

        container.Answered(StopOutcome.Withheld).States().ShouldBe([HealthState.Draining]);
        container.Health!.IsProbed.ShouldBeTrue();
        container.Health.AwaitsStop.ShouldBeFalse();
        container.Later(Stoppable.Ttl.TotalSeconds).AlarmRings().Effects.ShouldBe(HealthEffects.None, "no stop is in force any more");

        container.Passes(Stoppable.Successes).States().ShouldBe([HealthState.Healthy]);
        container.Health!.IsCondemned.ShouldBeFalse();
    }

    [Fact]
    public void One_whose_stop_is_withheld_and_that_goes_on_failing_is_decided_about_anew()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        container.AlarmRings();
        container.Answered(StopOutcome.Withheld);

        container.Later(Stoppable.Ttl.TotalSeconds);
        container.Health!.NeedsGovernor(Stoppable).ShouldBeTrue();
        container.Ruled(GovernorDecisionKind.Stop).States().ShouldBe([HealthState.Stopping]);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.OrderStop);
    }

    [Fact]
    public void A_stop_that_is_stuck_can_still_be_withheld()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        Until(container, HealthState.Stuck);
        container.Later(Stoppable.StuckAgainAfter.TotalSeconds).AlarmRings().Effects.ShouldBe(HealthEffects.OrderStop);

        container.Answered(StopOutcome.Withheld).States().ShouldBe([HealthState.Draining]);
    }

    [Fact]
    public void One_that_is_gone_already_counts_as_stopped()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        container.AlarmRings();

        container.Answered(StopOutcome.Gone).States().ShouldBe([HealthState.Stopped]);
    }

    [Fact]
    public void One_without_a_task_is_only_withdrawn_where_nobody_else_could_stop_it()
    {
        var container = SimulatedContainer.Draining();

        container.Health!.NeedsGovernor(HealthPolicy.Default).ShouldBeFalse();
        container.Later(5).AlarmRings().Effects.ShouldBe(HealthEffects.None);
        (container.State, container.Alarm.Due).ShouldBe((HealthState.Draining, null));
        container.Health!.Cause.ShouldContain("removed from DNS only");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_recovers_before_the_order_to_stop_is_reinstated(bool drains)
    {
        var container = drains
            ? SimulatedContainer.Draining()
            : SimulatedContainer.Failing().Then(p => p.Ruled(GovernorDecisionKind.Condemn));

        container.Passes();
        var back = container.Passes();

        back.States().ShouldBe([HealthState.Healthy]);
        back.Verdict().ShouldBe(false);
        container.AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.CarriedOut();
        container.Alarm.ShouldBe(Alarm.None);
    }

    [Fact]
    public void One_that_recovers_after_the_order_is_stopped_all_the_same()
    {
        var container = SimulatedContainer.Stopping(Stoppable);

        container.Passes(2).Events.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_to_an_older_verdict_is_late()
    {
        var container = SimulatedContainer.Draining();
        container.Passes(2);
        container.Fails(3);
        container.Ruled(GovernorDecisionKind.Condemn);

        container.CarriedOut(sequence: container.Health!.Verdict - 2).Events.ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Condemned);
    }

    [Fact]
    public void One_that_the_governor_keeps_after_all_comes_back()
    {
        var container = SimulatedContainer.Draining(Stoppable);

        var spared = container.Ruled(GovernorDecisionKind.Spare);

        (spared.States().Single(), spared.Verdict()).ShouldBe((HealthState.Spared, false));
    }

    [Fact]
    public void Records_that_do_not_leave_are_a_fault_that_a_person_may_retry_or_release()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        Until(container, HealthState.Stuck);

        container.ByHand(HealthTrigger.Retried).Verdict().ShouldBe(true);
        container.State.ShouldBe(HealthState.Condemned);
        Until(container, HealthState.Stuck);
        container.ByHand(HealthTrigger.Released).Verdict().ShouldBe(false);
        container.Fails(5).Events.ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Released);
    }

    [Fact]
    public void A_container_that_does_not_stop_is_a_fault()
    {
        var container = SimulatedContainer.Stopping(Stoppable);

        Until(container, HealthState.Stuck);

        container.Health!.Cause.ShouldContain("stop was requested");
    }

    [Fact]
    public void Failure_26_records_that_do_not_leave_in_time_are_still_removed_and_the_removal_goes_on()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        Until(container, HealthState.Stuck);

        container.Later(60).AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.CarriedOut().States().ShouldBe([HealthState.Draining]);
    }

    [Fact]
    public void One_that_recovers_while_its_removal_is_stuck_is_reinstated()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        Until(container, HealthState.Stuck);

        container.Passes(2).Verdict().ShouldBe(false);
        container.State.ShouldBe(HealthState.Healthy);
    }

    [Fact]
    public void Failure_26_one_that_does_not_stop_in_time_is_asked_again_ever_less_often()
    {
        var container = SimulatedContainer.Stopping(Stoppable);
        container.AlarmRings();
        container.Answered(StopOutcome.Accepted);
        Until(container, HealthState.Stuck);
        var attempts = container.Health!.StopAttempts;

        for (var hour = 0; hour < 24 * 60; hour++) container.Later(60).AlarmRings();

        (container.Health!.StopAttempts - attempts).ShouldBeInRange(20, 40);
        container.Ends().States().ShouldBe([HealthState.Stopped]);
    }

    [Fact]
    public void While_nobody_is_awake_no_step_hangs()
    {
        var container = SimulatedContainer.Failing();
        container.Ruled(GovernorDecisionKind.Condemn);
        container.Later(3_600);

        container.AlarmRings().Effects.ShouldBe(HealthEffects.AnnounceVerdict);
        container.State.ShouldBe(HealthState.Condemned);
    }

    [Fact]
    public void An_order_by_hand_that_means_nothing_is_refused() =>
        Should.Throw<InvalidOperationException>(() => SimulatedContainer.Healthy().ByHand(HealthTrigger.Retried));

    [Fact]
    public void A_ruling_that_was_overtaken_by_recovery_is_late()
    {
        var container = SimulatedContainer.Failing();
        container.Passes(2);

        container.Ruled(GovernorDecisionKind.Condemn).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Where_only_the_healthy_answer_the_first_success_is_a_verdict()
    {
        var container = new SimulatedContainer(new() { AdmitOnceHealthy = true });
        container.Runs();

        container.Passes().Verdict().ShouldBe(false);
        container.CarriedOut(null);
        container.Fails();
        container.Passes(2).Verdict().ShouldBeNull("it is in already");
    }

    [Fact]
    public void Where_only_the_healthy_answer_one_that_never_passed_is_not_put_into_DNS_by_a_guard()
    {
        var container = new SimulatedContainer(Stoppable with { AdmitOnceHealthy = true });
        container.Runs();
        container.Later(31).Fails(3);
        container.Ruled(GovernorDecisionKind.Condemn).Verdict().ShouldBe(true);
        container.CarriedOut();

        var spared = container.Later(6).Ruled(GovernorDecisionKind.Spare);

        (spared.States().Single(), spared.Verdict()).ShouldBe((HealthState.Spared, null));
        container.Passes(2).Verdict().ShouldBe(false);
    }

    [Fact]
    public void The_reason_of_a_stop_says_what_failed_and_is_no_longer_than_ecs_takes()
    {
        var reason = SimulatedContainer.Stopping(Stoppable).AlarmRings().Events.OfType<StopOrdered>().Single().Reason;

        reason.ShouldContain("calc on port 8081 failed its check http:/health, last: HTTP 500");
        var container = SimulatedContainer.Healthy(Stoppable);
        container.Fails(3, text: new string('x', 1_000));
        StopReason.Format(container.Health!).Length.ShouldBe(StopReason.Longest);
    }

    private static void Until(SimulatedContainer container, HealthState state)
    {
        for (var rings = 0; container.State != state; rings++)
        {
            rings.ShouldBeLessThan(100);
            container.Later(10).AlarmRings();
        }
    }
}
