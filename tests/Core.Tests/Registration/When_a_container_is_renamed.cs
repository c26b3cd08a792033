using Pipeline.Contracts;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_container_is_renamed
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void Failure_18_its_new_name_is_kept() =>
        Given(red.Started(red.Container("c1", "calc", 32768))).When(red.Started(Renamed()))
            .Then("c1 is confirmed: its name is sums")
            .And(registry => registry.Containers["c1"].Name.ShouldBe("sums"));

    [Fact]
    public void A_full_report_tells_it_too() =>
        Given(red.Started(red.Container("c1", "calc", 32768))).When(red.Reported(Renamed()))
            .Then("c1 is confirmed: its name is sums");

    [Fact]
    public void Said_twice_it_changes_nothing() => Given(red.Started(Renamed())).When(red.Reported(Renamed())).ThenOnly();

    [Fact]
    public void An_older_fact_does_not_give_the_old_name_back()
    {
        var before = red.Started(red.Container("c1", "calc", 32768));

        Given(before, red.Started(Renamed())).When(before).ThenNothing();
    }

    private ContainerSnapshot Renamed() => red.Container("c1", "calc", 32768) with { Name = "sums" };
}
