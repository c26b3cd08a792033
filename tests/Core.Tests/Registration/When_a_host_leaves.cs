using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_host_leaves
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Calc => red.Container("c1", "calc", 32768);

    [Fact]
    public void Nothing_on_it_answers_any_more() =>
        Given(red.Reported(Calc, red.Container("c2", "time", 32769))).When(red.Left()).Then(
            "red left: shutdown",
            "c1 is orphaned",
            "c1 leaves calc at 127.0.1.1:32768/tcp: HostLeft",
            "c2 is orphaned",
            "c2 leaves time at 127.0.1.1:32769/tcp: HostLeft")
        .And(registry => (registry.Hosts["red"].Status, registry.Hosts["red"].Reason).ShouldBe((HostStatus.Left, "shutdown")));

    [Fact]
    public void Other_hosts_are_not_concerned()
    {
        var blue = new ModelHost("blue", "127.0.1.2");

        Given(red.Reported(), blue.Started(blue.Container("c2", "calc", 32768))).When(red.Left()).Then("red left: shutdown");
    }

    [Fact]
    public void Leaving_again_changes_nothing() =>
        Given(red.Reported(), red.Left()).When(red.Left()).ThenOnly();

    [Fact]
    public void One_that_was_never_heard_was_never_there() =>
        Given().When(red.Left()).ThenOnly();

    [Fact]
    public void What_it_said_before_is_late()
    {
        var start = red.Started(Calc);

        Given(red.Left()).When(start).ThenNothing();
        Given(red.Reported(), red.Left()).When(start).ThenNothing();
    }

    [Fact]
    public void Its_next_report_brings_it_back() =>
        Given(red.Reported(Calc), red.Left()).When(red.Restarted().Reported(Calc)).Then(
            "red returned",
            "c1 resumed",
            "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Any_newer_word_brings_it_back_and_the_container_it_is_about() =>
        Given(red.Reported(Calc), red.Left()).When(red.Restarted().Started(red.Container("c2", "time", 32769))).Then(
            "red returned",
            "c2 began on red",
            "c2 answers for time at 127.0.1.1:32769/tcp")
        .And(registry => registry.Containers["c1"].Status.ShouldBe(ContainerStatus.Orphaned));

    [Fact]
    public void A_container_that_is_missing_after_its_return_stays_away() =>
        Given(red.Reported(Calc), red.Left()).When(red.Restarted().Reported()).Then("red returned");

    [Fact]
    public void A_leave_that_the_return_overtook_is_late_and_the_next_report_takes_what_came_before_it()
    {
        var (before, leave) = (red.Started(Calc), red.Left());
        var after = red.Restarted();

        Given(before, after.Started(after.Container("c2", "time", 32769))).When(leave).ThenNothing()
            .AndWhen(after.Reported(after.Container("c2", "time", 32769))).Then(
                "c1 ended: Absent",
                "c1 leaves calc at 127.0.1.1:32768/tcp: Absent")
            .And(registry => registry.Hosts["red"].Status.ShouldBe(HostStatus.Live));
    }
}
