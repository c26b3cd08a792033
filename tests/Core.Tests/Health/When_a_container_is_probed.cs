using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_container_is_probed
{
    [Fact]
    public void It_is_healthy_with_its_first_success_even_in_its_grace()
    {
        var container = new SimulatedContainer();
        container.Runs();

        container.Passes().States().ShouldBe([HealthState.Healthy]);
    }

    [Fact]
    public void Failures_in_its_grace_do_not_count()
    {
        var container = new SimulatedContainer();
        container.Runs();

        container.Fails(2).Events.ShouldBeEmpty();
        container.State.ShouldBe(HealthState.Starting);
        container.Fails().States().ShouldBe([HealthState.Suspect]);
        container.Health!.Pulses[8081].Failures.ShouldBe(1);
    }

    [Fact]
    public void One_that_was_healthy_has_no_grace_left()
    {
        var container = new SimulatedContainer();
        container.Runs();
        container.Passes();

        container.Fails().States().ShouldBe([HealthState.Suspect]);
    }

    [Fact]
    public void Only_the_third_failure_in_a_row_asks_the_governor()
    {
        var container = SimulatedContainer.Healthy();

        container.Fails(2);
        (container.State, container.Alarm.Due).ShouldBe((HealthState.Suspect, null));
        container.Health!.NeedsGovernor(HealthPolicy.Default).ShouldBeFalse();
        container.Fails();
        (container.State, container.Alarm.Due).ShouldBe((HealthState.Suspect, container.Now));
        container.Health!.NeedsGovernor(HealthPolicy.Default).ShouldBeTrue();
    }

    [Fact]
    public void A_success_between_failures_begins_the_count_anew()
    {
        var container = SimulatedContainer.Healthy();

        container.Fails(2);
        container.Passes();
        container.Fails(2);

        container.Alarm.Due.ShouldBeNull();
    }

    [Fact]
    public void Two_successes_in_a_row_clear_a_suspect()
    {
        var container = SimulatedContainer.Failing();

        container.Passes().States().ShouldBeEmpty();
        container.Passes().States().ShouldBe([HealthState.Healthy]);
        container.Health!.FailingSince.ShouldBeNull();
    }

    [Fact]
    public void A_result_that_comes_twice_counts_once()
    {
        var container = SimulatedContainer.Healthy();
        container.Fails();
        var again = new HealthSignal.Probed(container.Health!.Run, container.Health.Pulses[8081].Last);

        container.Apply(again).Events.ShouldBeEmpty();
        container.Health.Pulses[8081].Failures.ShouldBe(1);
    }

    [Fact]
    public void A_result_that_was_overtaken_by_a_later_one_is_late()
    {
        var container = SimulatedContainer.Healthy();
        var early = new ProbeResult(8081, Passed: true, "HTTP 200", container.Now.AddSeconds(1), TimeSpan.Zero, "prober-1");
        container.Fails();

        container.Apply(new HealthSignal.Probed(container.Health!.Run, early)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_result_about_another_run_says_nothing()
    {
        var container = SimulatedContainer.Healthy();
        container.Later(60);

        var formerRun = container.Health!.Run.AddHours(-1);
        var failure = new ProbeResult(8081, false, "HTTP 500", container.Now, TimeSpan.Zero, "prober-1");
        container.Apply(new HealthSignal.Probed(formerRun, failure)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void All_its_ports_must_pass_and_one_that_fails_is_enough()
    {
        var container = new SimulatedContainer();
        container.Runs(watches: [SimulatedContainer.Port(8081), SimulatedContainer.Port(9090)]);

        container.Passes().States().ShouldBeEmpty();
        container.Passes(1, 9090).States().ShouldBe([HealthState.Healthy]);
        container.Fails(3, 9090);
        container.Alarm.Due.ShouldBe(container.Now);
        container.Health!.LastFailure!.Port.ShouldBe(9090);
    }

    [Fact]
    public void The_engines_own_check_needs_no_grace_and_no_count()
    {
        var container = new SimulatedContainer();
        var docker = SimulatedContainer.Port(
            8081, check: new Check(CheckKind.Docker, "", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)));

        container.Runs(engine: EngineHealth.Starting, watches: docker).States().ShouldBeEmpty();
        container.Runs(engine: EngineHealth.Healthy, watches: docker).States().ShouldBe([HealthState.Healthy]);
        container.Runs(engine: EngineHealth.Unhealthy, watches: docker).States().ShouldBe([HealthState.Suspect]);
        container.Alarm.Due.ShouldBe(container.Now);
        container.Runs(engine: EngineHealth.Healthy, watches: docker).States().ShouldBe([HealthState.Healthy]);
    }

    [Fact]
    public void A_check_that_is_none_leaves_it_unproven_with_the_line_that_would_fix_it()
    {
        var container = new SimulatedContainer();

        container.Runs(watches: SimulatedContainer.Port(8081, flaw: "write http:/PATH")).States().ShouldBe([HealthState.Unproven]);
        container.Health!.Cause.ShouldBe("write http:/PATH");
    }

    [Fact]
    public void What_it_ever_passed_is_remembered_over_its_runs()
    {
        var container = SimulatedContainer.Healthy();
        container.Ends();
        container.Runs(1);

        container.Health!.Proofs.ShouldBe(["calc http:/health"]);
    }
}
