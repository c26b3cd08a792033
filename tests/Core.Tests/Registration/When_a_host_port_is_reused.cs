using Pipeline.Contracts;
using Pipeline.Core.Registration;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_host_port_is_reused
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerSnapshot Old => red.Container("old", "calc", 32768);

    private ContainerSnapshot New => red.Container("new", "time", 32768, startedAfterSeconds: 60);

    [Fact]
    public void Its_former_holder_leaves_first() =>
        Given(red.Started(Old)).When(red.Started(New)).Then(
            "new began on red",
            "old leaves calc at 127.0.1.1:32768/tcp: PortReused",
            "new answers for time at 127.0.1.1:32768/tcp");

    [Fact]
    public void The_former_holders_other_ports_still_answer()
    {
        var twoPorts = ModelHost.Container("old", red.Claim("calc", 32768), red.Claim("admin", 32769, 9000));

        Given(red.Started(twoPorts)).When(red.Started(New)).And(registry =>
            registry.Containers["old"].Instances.ShouldHaveSingleItem().Service.ShouldBe("admin"));
    }

    [Fact]
    public void A_former_holder_that_comes_in_late_is_refused()
    {
        var (before, after) = (red.Started(Old), red.Started(New));

        Given(after).When(before).Then("old began on red", "old is refused 'calc' on 8081: PortTaken").And(registry =>
            registry.Containers["old"].Refusals.ShouldHaveSingleItem().Detail.ShouldBe(
                "127.0.1.1:32768/tcp belongs to container name-of-new (new), which started later"));
    }

    [Fact]
    public void Both_orders_end_alike_in_one_report_too()
    {
        var oneWay = Given().When(red.Reported(Old, New)).Registry;
        var theOther = Given().When(red.Reported(New, Old)).Registry;

        Picture.Of(oneWay).ShouldBe(Picture.Of(theOther));
        oneWay.Holders.ShouldHaveSingleItem().Value.ShouldBe("new");
    }

    [Fact]
    public void Of_two_that_started_at_once_the_same_one_holds_it_in_either_order()
    {
        var (one, other) = (red.Container("a", "calc", 32768), red.Container("b", "time", 32768));

        Given(red.Started(one)).When(red.Started(other)).Registry.Holders.ShouldHaveSingleItem().Value.ShouldBe("b");
        Given(red.Started(other)).When(red.Started(one)).Registry.Holders.ShouldHaveSingleItem().Value.ShouldBe("b");
    }

    [Fact]
    public void The_refused_one_is_taken_up_once_the_port_is_free() =>
        Given(red.Started(New), red.Started(Old), red.Stopped("new"))
            .When(red.Reported(Old)).Then("old answers for calc at 127.0.1.1:32768/tcp")
            .And(registry => registry.Containers["old"].Refusals.ShouldBeEmpty());

    [Fact]
    public void Refused_twice_it_is_noted_once() =>
        Given(red.Started(New), red.Started(Old)).When(red.Reported(New, Old)).ThenOnly();

    [Fact]
    public void Another_protocol_is_another_port() =>
        Given(red.Started(Old))
            .When(red.Started(ModelHost.Container("c2", red.Claim("time", 32768, protocol: TransportProtocol.Udp))))
            .Then("c2 began on red", "c2 answers for time at 127.0.1.1:32768/udp");

    [Fact]
    public void Another_address_is_another_port()
    {
        var blue = new ModelHost("blue", "127.0.1.2");

        Given(red.Started(Old), blue.Reported()).When(blue.Started(blue.Container("c2", "time", 32768))).Then(
            "c2 began on blue",
            "c2 answers for time at 127.0.1.2:32768/tcp");
    }

    [Fact]
    public void An_address_of_its_own_goes_from_host_to_host_by_the_same_rule()
    {
        var blue = new ModelHost("blue", "127.0.1.2");
        var here = ModelHost.Container("old", red.Claim("calc", 8081) with { Address = "10.0.1.5" });
        var there = ModelHost.Container("new", 60, ContainerPhase.Running, blue.Claim("time", 8081) with { Address = "10.0.1.5" });

        Given(red.Started(here), blue.Reported()).When(blue.Started(there)).Then(
            "new began on blue",
            "old leaves calc at 10.0.1.5:8081/tcp: PortReused",
            "new answers for time at 10.0.1.5:8081/tcp");
    }

    [Fact]
    public void Two_that_were_let_in_by_writers_blind_to_each_other_are_parted_by_the_next_report()
    {
        var (one, other) = (Given().When(red.Started(Old)).Registry, Given().When(red.Started(New)).Registry);
        var both = Registry.Create(one.Hosts.Values, one.Leases.Values, [.. one.Containers.Values, .. other.Containers.Values]);
        both.Holders.ShouldHaveSingleItem().Value.ShouldBe("new");

        new Scenario(both).When(red.Reported(Old, New)).Then(
            "old leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "old is refused 'calc' on 8081: PortTaken")
        .And(registry => registry.Holders.ShouldHaveSingleItem().Value.ShouldBe("new"));
    }
}
