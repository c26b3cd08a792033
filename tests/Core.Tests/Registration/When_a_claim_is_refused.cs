using Pipeline.Contracts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_claim_is_refused
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private Endpoint Good => red.Claim("calc", 32768);

    public static TheoryData<string, int?, int, RefusalReason> BadClaims => new()
    {
        { "no name!", 32769, 9000, RefusalReason.InvalidName },
        { "www.example.org", 32769, 9000, RefusalReason.NotOurs },
        { "time", 32769, 0, RefusalReason.InvalidPort },
        { "_time._udp", 32769, 9000, RefusalReason.ProtocolMismatch },
        { "time", null, 9000, RefusalReason.NotPublished },
    };

    [Theory, MemberData(nameof(BadClaims))]
    public void It_is_noted_and_the_containers_other_claims_work(string service, int? hostPort, int containerPort, RefusalReason reason) =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", red.Claim(service, hostPort, containerPort), Good))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            $"c1 is refused '{service}' on {containerPort}: {reason}");

    [Theory, MemberData(nameof(BadClaims))]
    public void Said_again_it_is_noted_once(string service, int? hostPort, int containerPort, RefusalReason reason)
    {
        var container = ModelHost.Container("c1", red.Claim(service, hostPort, containerPort), Good);

        Given(red.Started(container)).When(red.Reported(container)).ThenOnly().And(registry =>
            registry.Containers["c1"].Refusals.ShouldHaveSingleItem().Reason.ShouldBe(reason));
    }

    [Fact]
    public void Many_on_one_port_are_each_noted_once()
    {
        var container = ModelHost.Container(
            "c1",
            red.Claim("no name!", 5353, 53),
            red.Claim("no name!", 5353, 53, TransportProtocol.Udp),
            red.Claim("nor this!", 5353, 53),
            red.Claim("_dns._udp", 5353, 53, TransportProtocol.Udp));

        Given(red.Reported()).When(red.Started(container)).Then(
            "c1 began on red",
            "c1 answers for _dns._udp at 127.0.1.1:5353/udp",
            "c1 is refused 'no name!' on 53: InvalidName",
            "c1 is refused 'no name!' on 53: InvalidName",
            "c1 is refused 'nor this!' on 53: InvalidName")
        .AndWhen(red.Reported(container)).ThenOnly().And(registry => registry.Containers["c1"].Refusals.Count.ShouldBe(3));
    }

    [Fact]
    public void A_claim_stated_twice_is_judged_once() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", Good, Good))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void One_name_written_in_two_ways_is_registered_once()
    {
        var container = ModelHost.Container("c1", Good, Good with { Service = "Calc.servicediscovery.internal" });

        Given(red.Reported()).When(red.Started(container)).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 is refused 'Calc.servicediscovery.internal' on 8081: PortTaken")
        .AndWhen(red.Reported(container)).ThenOnly();
    }

    [Fact]
    public void Two_ports_of_a_container_never_have_one_address() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", Good, red.Claim("time", 32768, 9000)))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 is refused 'time' on 9000: PortTaken");

    [Fact]
    public void Published_later_it_is_taken_up() =>
        Given(red.Started(ModelHost.Container("c1", red.Claim("calc", null)))).When(red.Started(ModelHost.Container("c1", Good))).Then(
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 is confirmed")
        .And(registry => registry.Containers["c1"].Refusals.ShouldBeEmpty());

    [Fact]
    public void Withdrawn_from_publication_it_is_refused_and_no_longer_answers() =>
        Given(red.Started(ModelHost.Container("c1", Good))).When(red.Started(ModelHost.Container("c1", red.Claim("calc", null)))).Then(
            "c1 leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "c1 is refused 'calc' on 8081: NotPublished",
            "c1 is confirmed");

    [Fact]
    public void For_another_reason_than_before_the_newer_reason_stands()
    {
        var later = red.Container("other", "time", 32768, startedAfterSeconds: 60);

        Given(red.Started(later), red.Started(ModelHost.Container("c1", red.Claim("calc", null))))
            .When(red.Started(ModelHost.Container("c1", Good)))
            .Then("c1 is refused 'calc' on 8081: PortTaken", "c1 is confirmed")
            .And(registry => registry.Containers["c1"].Refusals.ShouldHaveSingleItem().Reason.ShouldBe(RefusalReason.PortTaken));
    }

    [Fact]
    public void A_new_run_is_judged_anew() =>
        Given(red.Started(ModelHost.Container("c1", red.Claim("calc", null))))
            .When(red.Started(red.Container("c1", "calc", 32768, startedAfterSeconds: 60)))
            .Then("c1 began on red", "c1 answers for calc at 127.0.1.1:32768/tcp")
            .And(registry => registry.Containers["c1"].Refusals.ShouldBeEmpty());
}
