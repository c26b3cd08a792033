using Pipeline.Contracts;
using Pipeline.Core.Instances;
using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_claim_says_more_than_a_name
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    private Endpoint Calc => red.Claim("calc", 32768);

    [Fact]
    public void Its_weight_is_registered_with_it() =>
        Given(red.Reported()).When(red.Started(ModelHost.Container("c1", Calc with { Weight = "10" }))).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp with weight 10");

    [Fact]
    public void A_weight_that_changes_never_takes_the_name_out_of_DNS() =>
        Given(red.Started(ModelHost.Container("c1", Calc))).When(red.Started(ModelHost.Container("c1", Calc with { Weight = "10" }))).Then(
            "c1 answers for calc at 127.0.1.1:32768/tcp with weight 10",
            "c1 is confirmed")
        .And(registry => registry.Containers["c1"].Instances.ShouldHaveSingleItem().Weight.ShouldBe((ushort)10));

    [Fact]
    public void A_weight_that_cannot_be_read_is_told_and_the_name_is_registered_without_it()
    {
        var container = ModelHost.Container("c1", Calc with { Weight = "heavy" });

        Given(red.Reported()).When(red.Started(container)).Then(
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp",
            "c1 has flaws in SERVICE_8081_WEIGHT")
        .AndWhen(red.Reported(container)).ThenOnly()
        .AndWhen(red.Started(ModelHost.Container("c1", Calc))).Then("c1 has no flaws any more", "c1 is confirmed")
        .And(registry => registry.Containers["c1"].Flaws.ShouldBeNull());
    }

    [Fact]
    public void Failure_37_what_only_looks_like_a_claim_is_told_although_nothing_is_claimed()
    {
        var container = ModelHost.Container("c1") with { Flaws = [new("SERVICE_80_NAM", "is not read; write SERVICE_80_NAME")] };

        Given(red.Reported()).When(red.Started(container)).Then("c1 began on red", "c1 has flaws in SERVICE_80_NAM")
            .AndWhen(red.Reported(container)).ThenOnly();
    }

    [Fact]
    public void A_new_run_is_told_about_anew() =>
        Given(red.Started(ModelHost.Container("c1", Calc with { Weight = "heavy" })))
            .When(red.Started(red.Container("c1", "calc", 32768, startedAfterSeconds: 60)))
            .Then(
                "c1 leaves calc at 127.0.1.1:32768/tcp: Restarted",
                "c1 began on red",
                "c1 answers for calc at 127.0.1.1:32768/tcp")
            .And(registry => registry.Containers["c1"].Flaws.ShouldBeNull());

    [Fact]
    public void No_more_flaws_are_kept_than_are_told()
    {
        var container = ModelHost.Container("c1") with
        {
            Flaws = [.. Enumerable.Range(0, 1_000).Select(n => new ClaimFlaw($"SERVICE_{n}_NAM", "is not read"))],
        };

        Given(red.Started(container)).When(red.Reported(container)).ThenOnly()
            .And(registry => registry.Containers["c1"].Flaws!.Count.ShouldBe(ClaimRules.MaxFlaws));
    }
}
