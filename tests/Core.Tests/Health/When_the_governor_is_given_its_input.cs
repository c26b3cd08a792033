using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

public sealed class When_the_governor_is_given_its_input
{
    private static readonly HealthPolicy Policy = HealthPolicy.Default;

    [Fact]
    public void Only_one_that_fails_often_enough_and_is_due_is_a_candidate()
    {
        var (healthy, failing) = (SimulatedContainer.Healthy(), SimulatedContainer.Failing());

        IsCandidate(healthy, healthy.Now).ShouldBeFalse();
        IsCandidate(failing, failing.Now).ShouldBeTrue();
        IsCandidate(failing, failing.Now.AddSeconds(-1)).ShouldBeFalse("its alarm is not due yet");
    }

    [Fact]
    public void One_port_of_several_that_fails_is_the_one_that_counts()
    {
        var container = new SimulatedContainer();
        container.Runs(watches: [SimulatedContainer.Port(8081), SimulatedContainer.Port(9090, "admin")]);
        container.Later(31).Passes();
        container.Fails(3, port: 9090);

        GovernorInput.GetFailingPorts(container.Health!, Policy).Select(watch => watch.Port).ShouldBe([9090]);
    }

    [Fact]
    public void A_port_whose_check_is_invalid_never_counts()
    {
        var container = new SimulatedContainer();
        container.Runs(watches: [SimulatedContainer.Port(8081, flaw: "not a check")]);
        container.Later(31).Fails(5);

        GovernorInput.GetFailingPorts(container.Health!, Policy).ShouldBeEmpty();
    }

    [Fact]
    public void A_check_that_somebody_passed_is_proven()
    {
        var health = SimulatedContainer.Failing().Health!;

        Candidate(health, new HashSet<string>(["calc http:/health"])).Proven.ShouldBeTrue();
        Candidate(health, new HashSet<string>(["time http:/health"])).Proven.ShouldBeFalse();
    }

    [Fact]
    public void The_doubt_says_what_failed_and_what_to_write_instead() =>
        Candidate(SimulatedContainer.Failing().Health!, new HashSet<string>()).Doubt.ShouldBe(
            "no instance of calc ever passed http:/health (here: HTTP 500); "
            + "set SERVICE_8081_CHECK to http:/PATH that answers 200, tcp, docker or none");

    [Fact]
    public void Its_standing_has_its_host_prober_services_and_the_begin_of_its_failures()
    {
        var health = SimulatedContainer.Failing().Health!;

        var row = GovernorInput.CreateRow(health, "p1");

        (row.State, row.Host, row.Prober, row.FailingSince, row.Count).ShouldBe((HealthState.Suspect, "red", "p1", health.FailingSince, 1));
        row.Services.ShouldBe(["calc"]);
    }

    [Fact]
    public void The_rate_counts_ejections_and_stops_of_the_last_minute_even_of_those_that_ended()
    {
        var stopping = SimulatedContainer.Stopping();
        var now = stopping.Now;
        stopping.Ends();

        var picture = GovernorInput.CreateSnapshot(
            [(SimulatedContainer.Healthy().Health!, "p1"), (stopping.Health!, "p1")], now.AddSeconds(1));

        picture.Rows.ShouldHaveSingleItem().State.ShouldBe(HealthState.Healthy);
        (picture.CondemnedLately, picture.StoppedLately).ShouldBe((1, 1));
        GovernorInput.CreateSnapshot([(stopping.Health!, "p1")], now.AddMinutes(2)).ShouldSatisfyAllConditions(
            later => later.CondemnedLately.ShouldBe(0),
            later => later.StoppedLately.ShouldBe(0));
    }

    [Fact]
    public void The_other_live_containers_of_its_task_are_asked_about_with_it()
    {
        var ended = SimulatedContainer.Healthy();
        var other = ended.Health! with { ContainerId = "c2", Name = "time-1" };
        ended.Ends();

        var candidate = GovernorInput.CreateCandidate(
            SimulatedContainer.Failing().Health!, "p1", new HashSet<string>(),
            [SimulatedContainer.Failing().Health!, ended.Health! with { ContainerId = "c3" }, other], Policy, ended.Now);

        var sibling = candidate.Siblings.ShouldHaveSingleItem();
        (sibling.ContainerId, sibling.Name, sibling.Answers, sibling.IsOut).ShouldBe(("c2", "time-1", true, false));
    }

    [Fact]
    public void A_name_that_is_refused_to_a_healthy_container_is_not_counted_among_its_instances()
    {
        var (sick, intruder) = (SimulatedContainer.Failing().Health!, SimulatedContainer.Healthy().Health! with { ContainerId = "c2" });
        var picture = GovernorInput.CreateSnapshot([(sick, "p1"), (intruder, "p1")], sick.Since);
        var candidate = Candidate(sick, new HashSet<string>(["calc http:/health"]));

        Rule(picture, []).ShouldBe(GovernorDecisionKind.Condemn, "one healthy instance stays");
        Rule(picture, [new("c2", Refused: ["calc"], HeldBack: [])]).ShouldBe(GovernorDecisionKind.Spare, "it would be the last");
        Rule(picture, [new("c2", Refused: [], HeldBack: ["calc"])]).ShouldBe(GovernorDecisionKind.Spare, "nobody is led to it");
        Rule(picture, [new("c2", Refused: ["time"], HeldBack: [])]).ShouldBe(GovernorDecisionKind.Condemn, "calc is its own");

        GovernorDecisionKind Rule(FleetSnapshot all, UnservedClaims[] unserved) => Governor.Decide(
            GovernorInput.Correct(all, unserved, [sick, intruder]), [candidate], GovernorPolicy.Default)[0].Ruling.Kind;
    }

    [Fact]
    public void One_that_fails_and_to_which_a_name_is_refused_is_not_kept_for_that_name()
    {
        var sick = SimulatedContainer.Failing().Health!;

        var candidate = GovernorInput.CreateCandidate(
            sick, "p1", new HashSet<string>(), [], Policy, sick.Since, [new("c1", Refused: ["calc"], HeldBack: [])]);

        candidate.ContainerId.ShouldBe("c1");
        candidate.Row.Services.ShouldBeEmpty();
    }

    private static Candidate Candidate(ContainerHealth health, IReadOnlySet<string> proven) =>
        GovernorInput.CreateCandidate(health, "p1", proven, [], Policy, health.Since);

    private static bool IsCandidate(SimulatedContainer container, DateTimeOffset now) =>
        GovernorInput.IsCandidate(container.Health!, container.Alarm, Policy, now);
}
