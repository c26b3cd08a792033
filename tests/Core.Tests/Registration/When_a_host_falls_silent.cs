using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_host_falls_silent
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Calc => red.Container("c1", "calc", 32768);

    [Fact]
    public void Suspected_it_still_answers() =>
        Given(red.Reported(Calc)).WhenSuspected("red").Then("red is suspected").And(registry =>
        {
            registry.Hosts["red"].IsPresent.ShouldBeTrue();
            registry.Hosts["red"].Reason.ShouldBe("silent since 2026-01-01 12:00:00Z");
            registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        });

    [Fact]
    public void Lost_all_its_instances_leave() =>
        Given(red.Reported(Calc, red.Container("c2", "time", 32769, phase: ContainerPhase.Paused))).WhenLost("red").Then(
            "red is lost",
            "c1 is orphaned",
            "c1 leaves calc at 127.0.1.1:32768/tcp: HostLost",
            "c2 is orphaned")
        .And(registry => registry.Hosts["red"].IsPresent.ShouldBeFalse());

    [Fact]
    public void Lost_its_containers_tell_since_when()
    {
        var outcome = Given(red.Reported(Calc)).WhenLost("red");

        outcome.Verdict.Events.OfType<RegistryEvent.OfContainer>().Select(e => e.Happened).OfType<RunOrphaned>()
            .ShouldHaveSingleItem().Reason.ShouldBe("host red is silent since 2026-01-01 12:00:00Z");
    }

    [Fact]
    public void Lost_by_a_witnesss_word_it_tells_that_too() =>
        Given(red.Reported(Calc)).WhenLost("red", "EC2 i-1 is terminated").And(registry =>
            registry.Hosts["red"].Reason.ShouldBe("silent since 2026-01-01 12:00:00Z: EC2 i-1 is terminated"));

    [Fact]
    public void Mute_it_still_answers_and_tells_why() =>
        Given(red.Reported(Calc)).WhenMute("red", "EC2 i-1 is running").Then("red is mute: EC2 i-1 is running").And(registry =>
        {
            registry.Hosts["red"].IsPresent.ShouldBeTrue();
            registry.Hosts["red"].Reason.ShouldBe("silent since 2026-01-01 12:00:00Z, but its machine runs: EC2 i-1 is running");
            registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        });

    [Fact]
    public void Mute_it_is_said_once()
    {
        var mute = new Scenario(Given(red.Reported(Calc)).WhenMute("red", "EC2 i-1 is running").Registry);

        mute.WhenMute("red", "EC2 i-1 is running").ThenOnly();
        mute.WhenMute("red", "EC2 i-1 is pending").Then("red is mute: EC2 i-1 is pending");
    }

    [Fact]
    public void Mute_a_word_makes_it_live_again() =>
        Given(red.Reported(Calc)).WhenMute("red", "EC2 i-1 is running").AndWhen(red.Reported(Calc)).Then("red returned").And(registry =>
            (registry.Hosts["red"].Status, registry.Hosts["red"].Reason).ShouldBe((HostStatus.Live, null)));

    [Fact]
    public void Mute_it_may_be_lost_in_the_end() =>
        new Scenario(Given(red.Reported(Calc)).WhenMute("red", "EC2 i-1 is running").Registry)
            .WhenLost("red", "EC2 i-1 is terminated")
            .Then("red is lost", "c1 is orphaned", "c1 leaves calc at 127.0.1.1:32768/tcp: HostLost");

    [Fact]
    public void Lost_what_it_had_said_before_does_not_resurrect_anything()
    {
        var (delayed, newest) = (red.Started(red.Container("c2", "time", 32769)), red.Started(Calc));

        Given(newest).WhenLost("red").AndWhen(delayed).ThenNothing();
    }

    [Fact]
    public void Suspected_a_word_makes_it_live_again() =>
        Given(red.Reported(Calc)).WhenSuspected("red").AndWhen(red.Reported(Calc)).Then("red returned").And(registry =>
            (registry.Hosts["red"].Status, registry.Hosts["red"].Reason).ShouldBe((HostStatus.Live, null)));

    [Fact]
    public void Suspected_an_overtaken_word_does_not_make_it_live_again()
    {
        var (delayed, newest) = (red.Started(Calc), red.Started(red.Container("c2", "time", 32769)));

        Given(newest).WhenSuspected("red").AndWhen(delayed).And(registry => registry.Hosts["red"].Status.ShouldBe(HostStatus.Suspected));
    }

    [Fact]
    public void Lost_its_next_report_brings_it_back_with_all_that_it_lists() =>
        Given(red.Reported(Calc)).WhenLost("red").AndWhen(red.Reported(Calc)).Then(
            "red returned",
            "c1 resumed",
            "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Lost_a_new_word_about_a_container_brings_back_that_container() =>
        Given(red.Reported(Calc)).WhenLost("red").AndWhen(red.Started(Calc)).Then(
            "red returned",
            "c1 resumed",
            "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Lost_it_may_come_back_elsewhere()
    {
        var elsewhere = red.Restarted(at: "127.0.1.9");

        Given(red.Reported()).WhenLost("red").AndWhen(elsewhere.Reported()).Then("red returned", "red moved to 127.0.1.9");
    }

    [Fact]
    public void Lost_it_may_still_take_its_leave() =>
        Given(red.Reported(Calc)).WhenLost("red").AndWhen(red.Left()).Then("red left: shutdown");
}
