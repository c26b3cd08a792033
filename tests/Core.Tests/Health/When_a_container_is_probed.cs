using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_container_is_probed
{
    [Fact]
    public void It_is_healthy_with_its_first_success_even_in_its_grace()
    {
        var patient = new Patient();
        patient.Runs();

        patient.Passes().States().ShouldBe([HealthState.Healthy]);
    }

    [Fact]
    public void Failures_in_its_grace_do_not_count()
    {
        var patient = new Patient();
        patient.Runs();

        patient.Fails(2).Events.ShouldBeEmpty();
        patient.State.ShouldBe(HealthState.Starting);
        patient.Fails().States().ShouldBe([HealthState.Suspect]);
        patient.Health!.Pulses[8081].Failures.ShouldBe(1);
    }

    [Fact]
    public void One_that_was_healthy_has_no_grace_left()
    {
        var patient = new Patient();
        patient.Runs();
        patient.Passes();

        patient.Fails().States().ShouldBe([HealthState.Suspect]);
    }

    [Fact]
    public void Only_the_third_failure_in_a_row_asks_the_governor()
    {
        var patient = Patient.Healthy();

        patient.Fails(2);
        (patient.State, patient.Alarm.Due).ShouldBe((HealthState.Suspect, null));
        patient.Health!.WantsRuling(HealthPolicy.Default).ShouldBeFalse();
        patient.Fails();
        (patient.State, patient.Alarm.Due).ShouldBe((HealthState.Suspect, patient.Now));
        patient.Health!.WantsRuling(HealthPolicy.Default).ShouldBeTrue();
    }

    [Fact]
    public void A_success_between_failures_begins_the_count_anew()
    {
        var patient = Patient.Healthy();

        patient.Fails(2);
        patient.Passes();
        patient.Fails(2);

        patient.Alarm.Due.ShouldBeNull();
    }

    [Fact]
    public void Two_successes_in_a_row_clear_a_suspect()
    {
        var patient = Patient.Failing();

        patient.Passes().States().ShouldBeEmpty();
        patient.Passes().States().ShouldBe([HealthState.Healthy]);
        patient.Health!.FailingSince.ShouldBeNull();
    }

    [Fact]
    public void A_result_that_comes_twice_counts_once()
    {
        var patient = Patient.Healthy();
        patient.Fails();
        var again = new HealthSignal.Probed(patient.Health!.Run, patient.Health.Pulses[8081].Last);

        patient.Tell(again).Events.ShouldBeEmpty();
        patient.Health.Pulses[8081].Failures.ShouldBe(1);
    }

    [Fact]
    public void A_result_that_was_overtaken_by_a_later_one_is_late()
    {
        var patient = Patient.Healthy();
        var early = new ProbeResult(8081, Passed: true, "HTTP 200", patient.Now.AddSeconds(1), TimeSpan.Zero, "prober-1");
        patient.Fails();

        patient.Tell(new HealthSignal.Probed(patient.Health!.Run, early)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_result_about_another_run_says_nothing()
    {
        var patient = Patient.Healthy();
        patient.Later(60);

        patient.Tell(new HealthSignal.Probed(patient.Health!.Run.AddHours(-1), new ProbeResult(8081, false, "HTTP 500", patient.Now, TimeSpan.Zero, "prober-1")))
            .Events.ShouldBeEmpty();
    }

    [Fact]
    public void All_its_ports_must_pass_and_one_that_fails_is_enough()
    {
        var patient = new Patient();
        patient.Runs(0, null, Patient.Port(8081), Patient.Port(9090));

        patient.Passes().States().ShouldBeEmpty();
        patient.Passes(1, 9090).States().ShouldBe([HealthState.Healthy]);
        patient.Fails(3, 9090);
        patient.Alarm.Due.ShouldBe(patient.Now);
        patient.Health!.LastFailure!.Port.ShouldBe(9090);
    }

    [Fact]
    public void The_engines_own_check_needs_no_grace_and_no_count()
    {
        var patient = new Patient();
        var docker = Patient.Port(8081, check: new Check(CheckKind.Docker, "", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)));

        patient.Runs(0, EngineHealth.Starting, docker).States().ShouldBeEmpty();
        patient.Runs(0, EngineHealth.Healthy, docker).States().ShouldBe([HealthState.Healthy]);
        patient.Runs(0, EngineHealth.Unhealthy, docker).States().ShouldBe([HealthState.Suspect]);
        patient.Alarm.Due.ShouldBe(patient.Now);
        patient.Runs(0, EngineHealth.Healthy, docker).States().ShouldBe([HealthState.Healthy]);
    }

    [Fact]
    public void A_check_that_is_none_leaves_it_unproven_with_the_line_that_would_fix_it()
    {
        var patient = new Patient();

        patient.Runs(0, null, Patient.Port(8081, flaw: "write http:/PATH")).States().ShouldBe([HealthState.Unproven]);
        patient.Health!.Cause.ShouldBe("write http:/PATH");
    }

    [Fact]
    public void What_it_ever_passed_is_remembered_over_its_runs()
    {
        var patient = Patient.Healthy();
        patient.Ends();
        patient.Runs(1);

        patient.Health!.Proofs.ShouldBe(["calc http:/health"]);
    }
}
