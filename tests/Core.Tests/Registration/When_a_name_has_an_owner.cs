using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_name_has_an_owner
{
    private static readonly DateTimeOffset Now = Scenario.Now;

    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ModelHost blue = new("blue", "127.0.1.2");
    private NameRules rules = new([], UnlistedNames.FirstClaim);

    private Registrar Registrar => new(Scenario.Domain, names: () => rules);

    [Fact]
    public void Failure_38_whoever_claims_it_first_keeps_it()
    {
        var first = Given(red.Started(Of("shop", "a", "checkout", 32768)));

        first.When(blue.Started(Of("intruder", "b", "checkout", 32768, blue))).Then(
            "blue joined at 127.0.1.2",
            "b began on blue",
            "b is refused 'checkout' on 8081: NotOwner").And(registry =>
            {
                registry.Names["checkout"].Owner.ShouldBe("family:shop");
                registry.Containers["b"].Refusals.ShouldHaveSingleItem().Detail.ShouldBe(
                    "'checkout' belongs to family:shop; claim another name, "
                    + "or have it given: ./pipeline names give checkout family:intruder");
            });
    }

    [Fact]
    public void Its_forms_for_a_protocol_are_its_owners_too() =>
        Given(red.Started(Of("shop", "a", "checkout", 32768)))
            .When(blue.Started(Of("intruder", "b", "_checkout._tcp", 32768, blue)))
            .And(registry => registry.Containers["b"].Instances.ShouldBeEmpty());

    [Fact]
    public void A_newer_revision_of_the_family_is_the_same_owner() =>
        Given(red.Started(Of("shop:1", "a", "checkout", 32768)))
            .When(red.Started(Of("shop:2", "b", "checkout", 32769)))
            .Then("b began on red", "b answers for checkout at 127.0.1.1:32769/tcp");

    [Fact]
    public void An_owner_label_binds_families_together()
    {
        var (one, two) = (Of("blue-shop", "a", "checkout", 32768), Of("green-shop", "b", "checkout", 32769));

        Given(red.Started(one with { Owner = "payments" })).When(red.Started(two with { Owner = "payments" }))
            .Then("b began on red", "b answers for checkout at 127.0.1.1:32769/tcp")
            .And(registry => registry.Names["checkout"].Owner.ShouldBe("label:payments"));
    }

    [Fact]
    public void A_claim_that_cannot_be_registered_binds_nothing()
    {
        var unpublished = ModelHost.Container("a", red.Claim("checkout", hostPort: null));

        Given(red.Started(unpublished)).Registry.Names.ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_that_is_held_back_binds_the_name()
    {
        var crashing = Of("shop", "a", "checkout", 32768) with { Crashes = new(5, 1, IsHeldBack: true) };

        Given(red.Started(crashing)).Registry.Names["checkout"].Owner.ShouldBe("family:shop");
    }

    [Fact]
    public void A_name_that_was_given_away_goes_over_with_the_first_instance_of_the_other_and_without_a_gap()
    {
        var before = Given(red.Started(Of("shop", "a", "checkout", 32768))).Registry;
        var given = NameDecisions.Give(before, "checkout", "family:store", Now).After;

        var stays = new Scenario(given) { Registrar = Registrar }.When(red.Reported(Of("shop", "a", "checkout", 32768)));
        stays.Registry.Containers["a"].Instances.ShouldHaveSingleItem();
        stays.AndWhen(blue.Started(Of("store", "b", "checkout", 32768, blue)), Registrar).Then(
            "blue joined at 127.0.1.2",
            "b began on blue",
            "checkout is bound to family:store",
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "b answers for checkout at 127.0.1.2:32768/tcp");
    }

    [Fact]
    public void An_heir_that_is_held_back_takes_nothing_from_the_owner()
    {
        var before = Given(red.Started(Of("shop", "a", "checkout", 32768))).Registry;
        var given = NameDecisions.Give(before, "checkout", "family:store", Now).After;
        var crashing = Of("store", "b", "checkout", 32768, blue) with { Crashes = new(5, 1, IsHeldBack: true) };

        var after = new Scenario(given) { Registrar = Registrar }.When(blue.Started(crashing)).Registry;

        after.Containers["a"].Instances.ShouldHaveSingleItem();
        after.Names["checkout"].Owner.ShouldBe("family:shop");
    }

    [Fact]
    public void A_name_given_back_stays_where_it_is()
    {
        var before = Given(red.Started(Of("shop", "a", "checkout", 32768))).Registry;
        var given = NameDecisions.Give(before, "checkout", "family:store", Now).After;

        NameDecisions.Give(given, "checkout", "family:shop", Now).After.Names["checkout"].Heir.ShouldBeNull();
        NameDecisions.Give(given, "checkout", "family:store", Now).Events.ShouldBeEmpty("saying it twice does nothing");
    }

    [Fact]
    public void A_released_name_goes_to_the_next_claim_and_the_former_owner_leaves_in_the_same_decision()
    {
        var before = Given(red.Started(Of("shop", "a", "checkout", 32768))).Registry;
        var released = NameDecisions.Release(before, "checkout", "released by hand", Now).After;
        released.Containers["a"].Instances.ShouldHaveSingleItem();

        new Scenario(released) { Registrar = Registrar }.When(blue.Started(Of("store", "b", "checkout", 32768, blue))).Then(
            "blue joined at 127.0.1.2",
            "b began on blue",
            "checkout is bound to family:store",
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "b answers for checkout at 127.0.1.2:32768/tcp");
    }

    [Fact]
    public void A_name_without_instances_is_released_after_a_while_and_not_before()
    {
        var limit = TimeSpan.FromDays(1);
        var registry = Given(red.Started(Of("shop", "a", "checkout", 32768)), red.Stopped("a")).Registry;

        registry = Follow(registry, limit, Now, "checkout is unused");
        registry = Follow(registry, limit, Now + limit - TimeSpan.FromSeconds(1));
        registry = Follow(registry, limit, Now + limit, $"checkout is released: no container of family:shop has claimed it since {Now:u}");
        registry.Names["checkout"].Owner.ShouldBeNull();
    }

    [Fact]
    public void A_name_that_is_claimed_again_is_used_again()
    {
        var registry = Given(red.Started(Of("shop", "a", "checkout", 32768)), red.Stopped("a")).Registry;
        registry = Follow(registry, TimeSpan.FromDays(1), Now, "checkout is unused");

        new Scenario(registry) { Registrar = Registrar }.When(red.Started(Of("shop", "b", "checkout", 32768))).Then(
            "b began on red", "checkout is used again", "b answers for checkout at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void A_claim_leaves_when_the_owners_file_gives_its_name_to_another_and_the_others_claim_enters()
    {
        var (shop, store) = (Of("shop", "a", "checkout", 32768), Of("store", "b", "checkout", 32769));
        rules = Listed("checkout family:shop");
        var before = Given(red.Reported(shop, store));
        before.Registry.Containers["b"].Refusals.ShouldHaveSingleItem().Detail.ShouldBe(
            "'checkout' belongs to family:shop by the line 'checkout' of the owners' file; "
            + "claim another name, or have family:store added to that line");

        rules = Listed("checkout family:store");
        before.When(red.Reported(shop, store)).Then(
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "a is refused 'checkout' on 8081: NotOwner",
            "b answers for checkout at 127.0.1.1:32769/tcp");
    }

    [Fact]
    public void Of_two_names_for_one_port_only_the_one_that_is_anothers_leaves_because_of_its_owner()
    {
        var (checkout, calc) = (red.Claim("checkout", 32768), red.Claim("calc", 32768));
        var both = ModelHost.Container("a", checkout, calc) with { Task = new("arn:a", "main", "shop:1", "app") };
        rules = Listed("checkout family:shop");
        var before = Given(red.Reported(both));

        rules = Listed("checkout family:store");
        before.When(red.Reported(both)).Then(
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "a is refused 'checkout' on 8081: NotOwner");
        before.When(red.Reported(both with { Endpoints = [checkout] })).Then(
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "a leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "a is refused 'checkout' on 8081: NotOwner");
        before.When(red.Reported(both with { Endpoints = [checkout, red.Claim("calc", 32770)] })).Then(
            "a leaves checkout at 127.0.1.1:32768/tcp: NotOwner",
            "a leaves calc at 127.0.1.1:32768/tcp: EndpointChanged",
            "a answers for calc at 127.0.1.1:32770/tcp",
            "a is refused 'checkout' on 8081: NotOwner");
    }

    [Fact]
    public void An_unlisted_name_may_be_closed_to_everyone()
    {
        rules = Listed("checkout family:shop") with { Unlisted = UnlistedNames.Nobody };

        Given(red.Started(Of("store", "b", "calc", 32768))).Registry.Containers["b"].Refusals.ShouldHaveSingleItem().Detail.ShouldBe(
            "'calc' is in no line of the owners' file; claim another name, or have it listed for family:store");
    }

    [Fact]
    public void A_restored_container_does_not_get_a_name_that_is_anothers_meanwhile()
    {
        var shop = Of("shop", "a", "checkout", 32768);
        var ejected = Given(red.Reported(shop)).When(red.Condemned("a", 1)).Registry;
        var released = NameDecisions.Release(ejected, "checkout", "released by hand", Now).After;
        var taken = Registrar.Decide(released, blue.Started(Of("store", "b", "checkout", 32768, blue)), Now).After;

        Registrar.Decide(taken, red.Reinstated("a", 2), Now).After.Containers["a"].Instances.ShouldBeEmpty();
    }

    private Scenario Given(params IEnumerable<IHostFact> facts) => Scenario.Given(Registrar, facts);

    private ContainerSnapshot Of(string family, string id, string service, int port, ModelHost? host = null) =>
        (host ?? red).Container(id, service, port) with
        {
            Task = new($"arn:{id}", "main", family.Contains(':') ? family : $"{family}:1", "app"),
        };

    private static NameRules Listed(string text) => new(NameRulesText.Parse(text, Scenario.Domain).Rules, UnlistedNames.Anyone);

    private static Registry Follow(Registry registry, TimeSpan limit, DateTimeOffset now, params string[] sentences)
    {
        var decisions = NameUse.Find(registry.Names.Values, registry.Containers.Values)
            .Select(use => NameDecisions.Follow(registry, use, limit, now)).ToList();
        decisions.SelectMany(decision => decision.Events).Select(Sentences.Of).ShouldBe(sentences);
        return decisions is [var only] ? only.After : registry;
    }
}
