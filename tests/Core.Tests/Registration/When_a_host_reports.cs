using Pipeline.Contracts;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_host_reports
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Calc(ContainerPhase phase = ContainerPhase.Running) => red.Container("c1", "calc", 32768, phase: phase);

    [Fact]
    public void What_it_lists_is_registered() =>
        Given().When(red.Reported(Calc(), red.Container("c2", "time", 32769))).Then(
            "red joined at 127.0.1.1",
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c2 began on red",
            "c2 answers for time at 127.0.1.1:32769/tcp");

    [Fact]
    public void What_it_does_not_list_has_ended() =>
        Given(red.Started(Calc()), red.Started(red.Container("c2", "time", 32769)))
            .When(red.Reported(red.Container("c2", "time", 32769)))
            .Then("c1 ended: Absent", "c1 leaves calc at 127.0.1.1:32768/tcp: Absent");

    [Fact]
    public void What_drains_or_is_paused_and_is_not_listed_has_ended_too() =>
        Given(red.Started(Calc()), red.Stopping("c1"), red.Paused("c2")).When(red.Reported()).Then("c1 ended: Absent", "c2 ended: Absent");

    [Fact]
    public void Saying_the_same_again_changes_nothing() =>
        Given(red.Reported(Calc())).When(red.Reported(Calc())).ThenOnly();

    [Fact]
    public void It_speaks_for_itself_alone()
    {
        var blue = new ModelHost("blue", "127.0.1.2");

        Given(red.Started(Calc()), blue.Reported()).When(blue.Reported()).ThenOnly();
    }

    [Fact]
    public void A_missed_drain_is_seen() =>
        Given(red.Started(Calc())).When(red.Reported(Calc(ContainerPhase.Stopping)))
            .Then("c1 drains", "c1 leaves calc at 127.0.1.1:32768/tcp: Stopping");

    [Fact]
    public void A_missed_pause_is_seen_and_a_missed_resumption() =>
        Given(red.Started(Calc()))
            .When(red.Reported(Calc(ContainerPhase.Paused))).Then("c1 paused", "c1 leaves calc at 127.0.1.1:32768/tcp: Paused")
            .AndWhen(red.Reported(Calc())).Then("c1 resumed", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_missed_restart_is_seen() =>
        Given(red.Started(Calc())).When(red.Reported(red.Container("c1", "calc", 32770, startedAfterSeconds: 60))).Then(
            "c1 leaves calc at 127.0.1.1:32768/tcp: Restarted",
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32770/tcp");

    [Fact]
    public void A_stop_that_the_container_survived_is_forgotten() =>
        Given(red.Started(Calc()), red.Stopping("c1")).When(red.Reported(Calc()))
            .Then("c1 resumed", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Its_lease_begins_anew()
    {
        var (first, report) = (red.Reported(), red.Reported() with { Interval = TimeSpan.FromSeconds(5), Engine = "docker 28" });

        var lease = Given(first).When(report).Registry.Leases["red"];

        (lease.Watermark, lease.Newest, lease.LastHeard).ShouldBe((report.Stamp, report.Stamp, Now));
        (lease.Interval, lease.Engine).ShouldBe((TimeSpan.FromSeconds(5), "docker 28"));
    }

    [Fact]
    public void From_another_address_it_has_moved_with_all_that_it_runs()
    {
        var moved = red.Restarted(at: "127.0.1.9");

        Given(red.Reported(Calc())).When(moved.Reported(moved.Container("c1", "calc", 32768))).Then(
            "red moved to 127.0.1.9",
            "c1 leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "c1 answers for calc at 127.0.1.9:32768/tcp");
    }
}
