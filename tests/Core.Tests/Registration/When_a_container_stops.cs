using Pipeline.Contracts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_container_stops
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerStarted Started() => red.Started(red.Container("c1", "calc", 32768));

    [Fact]
    public void It_no_longer_answers() =>
        Given(Started()).When(red.Stopped("c1")).Then("c1 ended: Exited with 0", "c1 leaves calc at 127.0.1.1:32768/tcp: Stopped");

    [Fact]
    public void Removal_is_told_apart_from_exit() =>
        Given(Started()).When(red.Removed("c1")).Then("c1 ended: Removed", "c1 leaves calc at 127.0.1.1:32768/tcp: Stopped");

    [Fact]
    public void All_its_instances_leave() =>
        Given(red.Started(ModelHost.Container("c1", red.Claim("calc", 32768), red.Claim("admin", 32769, 9000))))
            .When(red.Stopped("c1")).Then(
            "c1 ended: Exited with 0",
            "c1 leaves calc at 127.0.1.1:32768/tcp: Stopped",
            "c1 leaves admin at 127.0.1.1:32769/tcp: Stopped");

    [Fact]
    public void Others_are_not_concerned() =>
        Given(Started(), red.Started(red.Container("c2", "calc", 32769))).When(red.Stopped("c1")).And(registry =>
            registry.Containers["c2"].Instances.ShouldHaveSingleItem());

    [Fact]
    public void It_leaves_as_soon_as_it_is_asked_to() =>
        Given(Started()).When(red.Stopping("c1")).Then("c1 drains on signal 15", "c1 leaves calc at 127.0.1.1:32768/tcp: Stopping");

    [Fact]
    public void Its_end_after_the_drain_withdraws_nothing_more() =>
        Given(Started(), red.Stopping("c1")).When(red.Stopped("c1")).Then("c1 ended: Exited with 0");

    [Fact]
    public void Asked_twice_it_drains_once() =>
        Given(Started(), red.Stopping("c1")).When(red.Stopping("c1")).ThenOnly("c1 is confirmed");

    [Fact]
    public void Ended_twice_it_ends_once() =>
        Given(Started(), red.Stopped("c1")).When(red.Removed("c1")).ThenOnly("c1 is confirmed");

    [Fact]
    public void A_stop_that_it_survives_is_forgotten() =>
        Given(Started(), red.Stopping("c1")).When(Started()).Then("c1 resumed", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_pause_withdraws_it_and_a_resumption_brings_it_back() =>
        Given(Started())
            .When(red.Paused("c1")).Then("c1 paused", "c1 leaves calc at 127.0.1.1:32768/tcp: Paused")
            .AndWhen(Started()).Then("c1 resumed", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Before_it_was_known_to_have_started_a_tombstone_stays() =>
        Given(red.Reported()).When(red.Stopped("c1")).Then("c1 ended: Exited with 0").And(registry =>
            registry.Containers["c1"].Status.ShouldBe(ContainerStatus.Stopped));

    [Fact]
    public void Its_overtaken_start_comes_to_nothing()
    {
        var (start, stop) = (Started(), red.Stopped("c1"));

        Given(stop).When(start).ThenNothing();
    }

    [Fact]
    public void Its_overtaken_start_comes_to_nothing_after_a_drain_and_after_a_pause()
    {
        var start = Started();

        Given(red.Stopping("c1")).When(start).ThenNothing();
        Given(red.Paused("c1")).When(start).ThenNothing();
    }

    [Fact]
    public void It_may_start_again() =>
        Given(Started(), red.Stopped("c1")).When(red.Started(red.Container("c1", "calc", 32770, startedAfterSeconds: 60))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32770/tcp");
}
