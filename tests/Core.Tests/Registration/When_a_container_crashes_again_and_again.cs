using Pipeline.Contracts;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_container_crashes_again_and_again
{
    private const string Obstacle =
        "it ended by itself 3 times in a row, last with exit code 1; it enters DNS once this run has lasted for a while";

    private static readonly CrashCount HeldBack = new(3, 1, IsHeldBack: true);

    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void Failure_17_its_claims_are_held_back_while_its_agent_says_so() =>
        Given(red.Reported()).When(Started(HeldBack))
            .Then("c1 began on red", $"c1 is held back from calc at 127.0.1.1:32768/tcp: {Obstacle}")
            .And(registry => registry.Containers["c1"].Crashes.ShouldBe(HeldBack));

    [Fact]
    public void They_are_registered_when_its_pause_is_over() =>
        Given(red.Reported(), Started(HeldBack)).When(Started(HeldBack with { IsHeldBack = false }))
            .Then("c1 is confirmed: after 3 crashes", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_full_report_tells_the_end_of_the_pause_too() =>
        Given(red.Reported(), Started(HeldBack)).When(red.Reported(Container(HeldBack with { IsHeldBack = false })))
            .Then("c1 is confirmed: after 3 crashes", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_report_in_the_pause_changes_nothing() =>
        Given(red.Reported(), Started(HeldBack)).When(red.Reported(Container(HeldBack))).ThenOnly();

    [Fact]
    public void A_check_that_passes_in_the_pause_does_not_end_it() =>
        Given(red.Reported(), Started(HeldBack)).And(red.Reinstated("c1", 1)).When(red.Reported(Container(HeldBack))).ThenOnly()
            .And(registry => registry.Containers["c1"].Instances.ShouldBeEmpty());

    [Fact]
    public void A_check_that_fails_in_the_pause_keeps_it_out_after_it() =>
        Given(red.Reported(), Started(HeldBack)).And(red.Condemned("c1", 1)).When(Started(HeldBack with { IsHeldBack = false }))
            .Then("c1 is confirmed: after 3 crashes")
            .And(registry => registry.Containers["c1"].Withheld.ShouldHaveSingleItem());

    [Fact]
    public void One_that_crashed_once_is_registered_at_once() =>
        Given(red.Reported()).When(Started(new CrashCount(1, 1, IsHeldBack: false)))
            .Then("c1 began on red", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_run_without_crashes_begins_without_them() =>
        Given(red.Reported(), Started(HeldBack)).When(red.Started(red.Container("c1", "calc", 32768, startedAfterSeconds: 60)))
            .Then("c1 began on red", "c1 answers for calc at 127.0.1.1:32768/tcp")
            .And(registry => registry.Containers["c1"].Crashes.ShouldBeNull());

    private ContainerStarted Started(CrashCount crashes) => red.Started(Container(crashes));

    private ContainerSnapshot Container(CrashCount crashes) => red.Container("c1", "calc", 32768) with { Crashes = crashes };
}
