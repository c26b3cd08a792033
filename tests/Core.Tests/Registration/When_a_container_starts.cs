using Pipeline.Contracts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_container_starts
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void Its_host_joins_and_it_answers_for_its_service() =>
        Given().When(red.Started(red.Container("c1", "calc", 32768))).Then(
            "red joined at 127.0.1.1",
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void It_answers_for_each_of_its_ports() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", red.Claim("calc", 32768), red.Claim("admin", 32769, 9000)))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 answers for admin at 127.0.1.1:32769/tcp");

    [Fact]
    public void One_port_may_answer_over_tcp_and_over_udp() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container(
            "c1", red.Claim("_dns._tcp", 5353, 53), red.Claim("_dns._udp", 5353, 53, TransportProtocol.Udp)))).Then(
            "c1 began on red",
            "c1 answers for _dns._tcp at 127.0.1.1:5353/tcp",
            "c1 answers for _dns._udp at 127.0.1.1:5353/udp");

    [Fact]
    public void It_is_reached_at_the_address_that_it_claims() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", red.Claim("calc", 8081) with { Address = "10.0.1.5" }))).Then(
            "c1 began on red",
            "c1 answers for calc at 10.0.1.5:8081/tcp");

    [Fact]
    public void What_is_known_of_it_is_kept()
    {
        var task = new EcsTask("arn:aws:ecs:eu-west-1:1:task/main/1", "main", "calc:7", "web");
        var container = red.Container("c1", "calc", 32768, startedAfterSeconds: 5) with { Task = task };

        Given().When(red.Started(container)).Registry.Containers["c1"].ShouldSatisfyAllConditions(
            c => (c.Host, c.Name, c.Image, c.Task).ShouldBe(("red", "name-of-c1", "calc:1", task)),
            c => (c.StartedAt, c.Since, c.Status).ShouldBe((ModelHost.Start.AddSeconds(5), Now, ContainerStatus.Running)),
            c => (c.Services.ShouldHaveSingleItem(), c.Addresses.ShouldHaveSingleItem()).ShouldBe(("calc", "127.0.1.1:32768/tcp")));
    }

    [Fact]
    public void Without_any_claim_it_is_known_and_answers_for_nothing() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1"))).Then("c1 began on red");

    [Fact]
    public void Paused_or_stopping_it_does_not_answer_yet()
    {
        Given(red.Reported()).When(red.Started(red.Container("c1", "calc", 32768, phase: ContainerPhase.Paused)))
            .Then("c1 began on red", "c1 paused");
        Given(red.Reported()).When(red.Started(red.Container("c1", "calc", 32768, phase: ContainerPhase.Stopping)))
            .Then("c1 began on red", "c1 drains");
    }

    [Fact]
    public void Two_engines_may_give_their_containers_the_same_name()
    {
        var blue = new ModelHost("blue", "127.0.1.2");
        var named = red.Container("c1", "calc", 32768) with { Name = "calc" };

        Given(red.Started(named)).When(blue.Started(blue.Container("c2", "calc", 32768) with { Name = "calc" })).Then(
            "blue joined at 127.0.1.2",
            "c2 began on blue",
            "c2 answers for calc at 127.0.1.2:32768/tcp");
    }

    [Fact]
    public void Anew_under_its_old_identifier_its_former_run_ends_first() =>
        Given(red.Started(red.Container("c1", "calc", 32768)))
            .When(red.Started(red.Container("c1", "calc", 32769, startedAfterSeconds: 9)))
            .Then(
                "c1 leaves calc at 127.0.1.1:32768/tcp: Restarted",
                "c1 began on red",
                "c1 answers for calc at 127.0.1.1:32769/tcp");

    [Fact]
    public void On_another_host_that_host_takes_it_over()
    {
        var crimson = new ModelHost("crimson", "127.0.1.1", epoch: 2);
        var container = red.Container("c1", "calc", 32768);

        Given(red.Started(container)).When(crimson.Started(container)).Then(
            "crimson joined at 127.0.1.1",
            "c1 leaves calc at 127.0.1.1:32768/tcp: Moved",
            "c1 began on crimson",
            "c1 answers for calc at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void Its_former_host_no_longer_speaks_for_it()
    {
        var crimson = new ModelHost("crimson", "127.0.1.1", epoch: 2);
        var (container, said) = (red.Container("c1", "calc", 32768), red.Started(red.Container("c1", "calc", 32768)));

        Given(said, crimson.Started(container)).When(red.Reported()).ThenOnly();
        Given(said, crimson.Started(container)).When(red.Stopped("c1")).ThenOnly();
        Given(said, crimson.Started(container)).When(red.Left()).Then("red left: shutdown");
    }

    [Fact]
    public void With_another_published_port_in_the_same_run_its_instance_moves() =>
        Given(red.Started(red.Container("c1", "calc", 32768))).When(red.Started(red.Container("c1", "calc", 32770))).Then(
            "c1 leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "c1 answers for calc at 127.0.1.1:32770/tcp",
            "c1 is confirmed");
}
