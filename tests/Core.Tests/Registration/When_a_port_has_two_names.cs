using Pipeline.Contracts;
using Pipeline.Core.Health;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_port_has_two_names
{
    private const string Domain = "servicediscovery.internal";

    private readonly ModelHost red = new("red", "127.0.1.1");

    private Endpoint Calc => red.Claim("calc", 32768);

    private Endpoint Sums => red.Claim("sums", 32768);

    [Fact]
    public void Failure_36_both_are_registered_at_its_address()
    {
        var container = ModelHost.Container("c1", Calc, Sums);

        Given(red.Reported()).When(red.Started(container)).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 answers for sums at 127.0.1.1:32768/tcp")
        .AndWhen(red.Reported(container)).ThenOnly()
        .And(registry => registry.Containers["c1"].Addresses.ShouldBe(["127.0.1.1:32768/tcp"]));
    }

    [Fact]
    public void Both_leave_with_their_container() =>
        Given(red.Started(ModelHost.Container("c1", Calc, Sums))).When(red.Stopping("c1")).Then(
            "c1 drains on signal 15",
            "c1 leaves calc at 127.0.1.1:32768/tcp: Stopping",
            "c1 leaves sums at 127.0.1.1:32768/tcp: Stopping")
        .And(registry => registry.Holders.ShouldBeEmpty());

    [Fact]
    public void One_that_is_dropped_leaves_the_address_to_the_other() =>
        Given(red.Started(ModelHost.Container("c1", Calc, Sums))).When(red.Started(ModelHost.Container("c1", Sums))).Then(
            "c1 leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "c1 is confirmed")
        .And(registry => registry.Holders.Keys.ShouldHaveSingleItem().Port.ShouldBe(32768));

    [Fact]
    public void A_container_that_started_later_takes_both_from_it() =>
        Given(red.Started(ModelHost.Container("old", Calc, Sums)))
            .When(red.Started(ModelHost.Container("new", 60, ContainerPhase.Running, Calc, red.Claim("time", 32768))))
            .Then(
                "new began on red",
                "old leaves calc at 127.0.1.1:32768/tcp: PortReused",
                "old leaves sums at 127.0.1.1:32768/tcp: PortReused",
                "new answers for calc at 127.0.1.1:32768/tcp",
                "new answers for time at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_bad_one_is_refused_by_itself() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", Calc, red.Claim("no name!", 32768)))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 is refused 'no name!' on 8081: InvalidName");

    [Fact]
    public void Both_are_held_back_and_restored_together()
    {
        var started = Given(red.Started(ModelHost.Container("c1", Calc, Sums)));

        started.When(red.Condemned("c1", 1)).Then(
            "c1 is condemned: it fails",
            "c1 leaves calc at 127.0.1.1:32768/tcp: Condemned",
            "c1 is held back from calc at 127.0.1.1:32768/tcp: it fails",
            "c1 leaves sums at 127.0.1.1:32768/tcp: Condemned",
            "c1 is held back from sums at 127.0.1.1:32768/tcp: it fails");
        started.And(red.Condemned("c1", 1)).When(red.Reinstated("c1", 2)).Then(
            "c1 is fit: it passes",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 answers for sums at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void It_is_checked_once_and_each_service_counts_its_container()
    {
        var watches = Watch.FromClaims(ModelHost.Container("c1", Calc with { Check = "tcp" }, Sums), Domain, CheckDefaults.Default);

        watches.Select(watch => (watch.Port, watch.Service, watch.Check!.Kind))
            .ShouldBe([(8081, "calc", CheckKind.Tcp), (8081, "sums", CheckKind.Tcp)]);
        new ContainerHealth { ContainerId = "c1", Watches = watches }.Services.ShouldBe(["calc", "sums"]);
    }

    [Fact]
    public void The_transport_that_has_a_check_is_the_one_that_is_checked()
    {
        var task = new EcsTask("arn:aws:ecs:eu-west-1:123456789012:task/prod/0123", "prod", "dns:1", "dns");
        var container = ModelHost.Container(
            "c1", red.Claim("adns", 53, 53, TransportProtocol.Udp), red.Claim("dns", 53, 53)) with
        { Task = task };

        Watch.FromClaims(container, Domain, CheckDefaults.Default).Select(watch => (watch.Service, watch.Check!.Kind))
            .ShouldBe([("adns", CheckKind.Http), ("dns", CheckKind.Http)]);
    }

    [Fact]
    public void The_two_transports_of_one_number_have_a_name_each()
    {
        var container = ModelHost.Container("c1", red.Claim("dns", 53, 53), red.Claim("dns", 53, 53, TransportProtocol.Udp));

        Given(red.Reported()).When(red.Started(container)).Then(
            "c1 began on red",
            "c1 answers for dns at 127.0.1.1:53/tcp",
            "c1 answers for dns at 127.0.1.1:53/udp");
    }
}
