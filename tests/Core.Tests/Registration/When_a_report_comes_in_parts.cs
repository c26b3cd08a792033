using Pipeline.Contracts;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

/// <summary>A report that is too large for one message: its parts share a stamp, and each is whole within its range.</summary>
public sealed class When_a_report_comes_in_parts
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Container(string id, int port) => red.Container(id, "calc", port);

    [Fact]
    public void What_is_absent_has_ended_within_the_range_alone()
    {
        var before = red.Reported(Container("a", 1001), Container("b", 1002), Container("m", 1003), Container("z", 1004));
        var (first, _) = Parts(red.Reported(Container("a", 1001), Container("z", 1004)));

        Given(before).When(first).Then("b ended: Absent", "b leaves calc at 127.0.1.1:1002/tcp: Absent");
    }

    [Fact]
    public void Each_part_counts_in_any_order_and_again_changes_nothing()
    {
        var before = red.Reported(Container("b", 1002), Container("n", 1003));
        var (first, second) = Parts(red.Reported(Container("a", 1001), Container("z", 1004)));

        foreach (var order in (HostReported[][])[[first, second], [second, first], [first, first, second, first], [second, second, first]])
            Given([before, .. order]).Registry.Containers.Values
                .SelectMany(container => container.Instances, (container, _) => container.Id).Order()
                .ShouldBe(["a", "z"]);
        Given(before, first, second).When(first).ThenOnly();
    }

    [Fact]
    public void A_newer_fact_of_a_container_outlives_a_part_that_comes_late()
    {
        var (first, second) = Parts(red.Reported(Container("a", 1001), Container("z", 1004)));
        var stopped = red.Stopped("a");

        Given(second, stopped).When(first).ThenOnly();
    }

    [Fact]
    public void A_part_that_comes_after_its_host_was_lost_registers_nothing()
    {
        var (first, second) = Parts(red.Reported(Container("a", 1001), Container("z", 1004)));
        var lost = new Scenario(Given(first).WhenLost("red").Registry);

        lost.When(second).ThenNothing();
        lost.When(red.Reported(Container("z", 1004))).Then(
            "red returned", "z began on red", "z answers for calc at 127.0.1.1:1004/tcp");
    }

    [Fact]
    public void A_part_of_an_older_report_is_late()
    {
        var (first, second) = Parts(red.Reported(Container("a", 1001), Container("z", 1004)));

        Given(first, red.Reported(Container("a", 1001))).When(second).ThenNothing();
    }

    private static (HostReported First, HostReported Second) Parts(HostReported report) => (
        report with { Containers = [.. report.Containers.Where(one => string.CompareOrdinal(one.Id, "m") < 0)], Range = new(null, "m") },
        report with { Containers = [.. report.Containers.Where(one => string.CompareOrdinal(one.Id, "m") >= 0)], Range = new("m", null) });
}
