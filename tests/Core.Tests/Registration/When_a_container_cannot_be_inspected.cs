using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_container_cannot_be_inspected
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void Failure_16_a_report_that_does_not_know_it_does_not_end_it() =>
        Given(red.Started(red.Container("c1", "calc", 32768)), red.Started(red.Container("c2", "calc", 32769)))
            .When(red.Reported() with { Uninspected = ["c1"] })
            .Then("c2 ended: Absent", "c2 leaves calc at 127.0.1.1:32769/tcp: Absent")
            .And(registry => registry.Containers["c1"].Instances.ShouldHaveSingleItem());

    [Fact]
    public void The_next_report_without_it_ends_it() =>
        Given(red.Started(red.Container("c1", "calc", 32768)), red.Reported() with { Uninspected = ["c1"] }).When(red.Reported())
            .Then("c1 ended: Absent", "c1 leaves calc at 127.0.1.1:32768/tcp: Absent");
}
