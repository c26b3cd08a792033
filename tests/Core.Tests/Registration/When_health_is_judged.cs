using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Registration;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_health_is_judged
{
    private static readonly Registrar OnceHealthy = new(Domain, new Admission(OnceHealthy: true, CheckDefaults.Default));

    private readonly ModelHost red = new("red", "127.0.1.1");

    private ContainerStarted Started(int after = 0) => red.Started(red.Container("c1", "calc", 32768, after));

    [Fact]
    public void A_condemned_container_no_longer_answers() =>
        Given(Started()).When(red.Condemned("c1", 1)).Then(
            "c1 is condemned: it fails",
            "c1 leaves calc at 127.0.1.1:32768/tcp: Condemned",
            "c1 is held back from calc at 127.0.1.1:32768/tcp: it fails");

    [Fact]
    public void A_reinstated_one_answers_again() =>
        Given(Started()).And(red.Condemned("c1", 1)).When(red.Reinstated("c1", 2))
            .Then("c1 is fit: it passes", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void Said_twice_or_overtaken_by_a_newer_verdict_it_comes_to_nothing()
    {
        Given(Started()).And(red.Condemned("c1", 1)).When(red.Condemned("c1", 1)).ThenNothing();
        Given(Started()).And(red.Reinstated("c1", 2)).When(red.Condemned("c1", 1)).ThenNothing();
    }

    [Fact]
    public void While_it_is_condemned_nothing_that_its_host_says_brings_it_back()
    {
        var condemned = Given(Started()).And(red.Condemned("c1", 1));

        condemned.When(Started()).ThenOnly("c1 is confirmed");
        condemned.When(red.Reported(red.Container("c1", "calc", 32768))).ThenOnly();
    }

    [Fact]
    public void A_new_run_is_judged_anew() =>
        Given(Started()).And(red.Condemned("c1", 1)).When(Started(after: 60))
            .Then("c1 began on red", "c1 answers for calc at 127.0.1.1:32768/tcp");

    [Fact]
    public void A_verdict_on_an_earlier_run_says_nothing_of_the_present_one() =>
        Given(Started(), Started(after: 60)).When(red.Condemned("c1", 1)).Then("c1 is condemned: it fails").And(registry =>
            registry.Containers["c1"].Instances.ShouldHaveSingleItem());

    [Fact]
    public void A_verdict_that_overtakes_the_start_is_kept_for_it()
    {
        var start = Started();

        Given().And(red.Condemned("c1", 1)).When(start).Then(
            "red joined at 127.0.1.1", "c1 began on red", "c1 is held back from calc at 127.0.1.1:32768/tcp: it fails");
        Given().When(red.Condemned("c1", 1)).And(registry => registry.Containers["c1"].IsPresent.ShouldBeFalse());
    }

    [Fact]
    public void One_that_is_asked_to_stop_and_survives_is_still_condemned() =>
        Given(Started()).And(red.Condemned("c1", 1)).When(red.Stopping("c1")).Then("c1 drains on signal 15")
            .AndWhen(Started()).Then("c1 resumed", "c1 is held back from calc at 127.0.1.1:32768/tcp: it fails");

    [Fact]
    public void An_address_that_another_took_up_meanwhile_stays_with_whoever_started_last()
    {
        var blue = new ModelHost("blue", "127.0.1.1");
        var condemned = Given(Started()).And(red.Condemned("c1", 1));

        condemned.When(blue.Started(blue.Container("c2", "time", 32768, startedAfterSeconds: 5)))
            .And(registry => registry.Holders.Values.ShouldBe(["c2"]))
            .Then("blue joined at 127.0.1.1", "c2 began on blue", "c2 answers for time at 127.0.1.1:32768/tcp");
        Given(Started(), blue.Started(blue.Container("c2", "time", 32768, startedAfterSeconds: 5))).And(red.Condemned("c1", 1))
            .When(red.Reinstated("c1", 2)).Then("c1 is fit: it passes");
    }

    [Fact]
    public void Where_only_the_healthy_are_let_in_a_start_waits_for_the_verdict() =>
        Given(OnceHealthy).When(Started())
            .Then(
                "red joined at 127.0.1.1",
                "c1 began on red",
                "c1 is held back from calc at 127.0.1.1:32768/tcp: it has not passed its check yet")
            .And(registry => new Scenario(registry).When(red.Reinstated("c1", 1))
                .Then("c1 is fit: it passes", "c1 answers for calc at 127.0.1.1:32768/tcp"));

    [Fact]
    public void What_cannot_be_checked_waits_for_nobody()
    {
        var withoutCheck = red.Claim("calc", 32768) with { Check = "none" };
        var udp = red.Claim("dns", 53, 53, TransportProtocol.Udp);

        Given(OnceHealthy).When(red.Started(ModelHost.Container("c1", withoutCheck, udp)))
            .And(registry => registry.Containers["c1"].Instances.Count.ShouldBe(2));
    }

    [Fact]
    public void A_claim_that_changes_while_it_is_held_back_is_forgotten() =>
        Given(Started()).And(red.Condemned("c1", 1)).When(red.Started(red.Container("c1", "time", 32768))).Then(
            "c1 leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "c1 is held back from time at 127.0.1.1:32768/tcp: it fails",
            "c1 is confirmed");
}
