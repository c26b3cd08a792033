using Pipeline.Core.Names;

namespace Pipeline.Core.Tests.Names;

public sealed class When_owners_are_listed
{
    private const string Domain = "servicediscovery.internal";

    [Fact]
    public void The_first_line_that_matches_a_name_decides()
    {
        var rules = Rules("""
            # names      who may claim them
            checkout     family:checkout family:checkout-canary   # both at once, while it moves
            pay-admin    nobody
            pay-*        label:payments
            *.batch      image:registry.example:5000/batch/*

            sandbox-*    anyone
            """);

        Allows(rules, "checkout", Family("checkout")).ShouldBeTrue();
        Allows(rules, "checkout", Family("checkout-canary")).ShouldBeTrue();
        Allows(rules, "checkout", Family("checkout-2")).ShouldBeFalse();
        Allows(rules, "pay-card", new Claimant("payments", "anything", "any")).ShouldBeTrue();
        Allows(rules, "pay-card", Family("payments")).ShouldBeFalse("a family is no label");
        Allows(rules, "pay-admin", new Claimant("payments", null, "any")).ShouldBeFalse("its own line comes first");
        Allows(rules, "night.batch", new Claimant(null, null, "registry.example:5000/batch/night")).ShouldBeTrue();
        Allows(rules, "night.batch", new Claimant(null, null, "registry.example:5000/night")).ShouldBeFalse();
        Allows(rules, "sandbox-7", Family("whoever")).ShouldBeTrue();
        Allows(rules, "calc", Family("whoever")).ShouldBeTrue("no line lists it");
    }

    [Theory]
    [InlineData("checkout", "line 1: 'checkout' has no owner")]
    [InlineData("checkout payments", "line 1: 'payments' has no kind; write family:NAME, image:NAME or label:VALUE")]
    [InlineData("checkout team:payments", "line 1: 'team' is no kind of owner; write family:NAME, image:NAME or label:VALUE")]
    [InlineData("checkout family:", "line 1: 'family:' names nobody")]
    [InlineData("checkout anyone family:a", "line 1: 'anyone' stands alone in its line")]
    [InlineData("a family:a\nb family:b\na family:c", "line 3: 'a' is listed already in line 1; write all its owners in one line")]
    [InlineData("_calc._tcp family:a", "line 1: '_calc._tcp' belongs to 'calc'; write 'calc', which holds for its protocols too")]
    [InlineData("che?kout family:a", "line 1: 'che?kout' is no name")]
    public void A_bad_line_is_told_by_its_number_with_what_to_write(string text, string error) =>
        NameRulesText.Parse(text, Domain).Errors.ShouldHaveSingleItem().ShouldStartWith(error);

    [Fact]
    public void Every_bad_line_is_told() =>
        NameRulesText.Parse("a\nb family:b\nc x:y", Domain).Errors.Length.ShouldBe(2);

    [Fact]
    public void A_name_may_be_written_in_full_and_in_capitals() =>
        Rules($"Checkout.{Domain}. family:checkout").Find("checkout")!.Name.Text.ShouldBe("checkout");

    [Fact]
    public void Lines_may_end_as_Windows_ends_them_after_a_byte_order_mark() =>
        Allows(Rules("\uFEFFcheckout family:checkout\r\npay label:pay\r\n"), "pay", new Claimant("pay", null, "")).ShouldBeTrue();

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("pay-*", "pay-", true)]
    [InlineData("pay-*", "pay", false)]
    [InlineData("*.batch", "a.b.batch", true)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("a.c", "abc", false)]
    public void A_star_stands_for_any_characters_and_nothing_else_does(string pattern, string text, bool matches) =>
        new Wildcard(pattern).Matches(text).ShouldBe(matches);

    [Theory]
    [InlineData("calc:7", "calc")]
    [InlineData("registry:5000/team/calc:7", "registry:5000/team/calc")]
    [InlineData("registry:5000/team/calc", "registry:5000/team/calc")]
    [InlineData("calc:7@sha256:abc", "calc")]
    [InlineData("calc@sha256:abc", "calc")]
    public void An_image_is_known_without_its_tag_and_digest(string image, string known) =>
        Claimant.Of(ModelHost.Container("c1") with { Image = image }).Image.ShouldBe(known);

    [Fact]
    public void A_family_is_known_without_its_revision() =>
        Claimant.Of(ModelHost.Container("c1") with { Task = new("arn", "main", "calc:7", "app") }).Owner.ShouldBe("family:calc");

    [Theory]
    [InlineData("calc", "calc")]
    [InlineData("_calc._tcp", "calc")]
    [InlineData("_calc._udp.v2", "calc.v2")]
    [InlineData("v2.calc", "v2.calc")]
    [InlineData("_metrics", "_metrics")]
    [InlineData("_._tcp", "_._tcp")]
    public void The_forms_of_a_name_for_a_protocol_are_owned_with_it(string service, string owned)
    {
        OwnedName.Of(service).ShouldBe(owned);
        OwnedName.FormsOf(owned).ShouldContain(service);
    }

    private static Claimant Family(string name) => new(null, name, "any");

    private static NameRules Rules(string text)
    {
        var (rules, errors) = NameRulesText.Parse(text, Domain);
        errors.ShouldBeEmpty();
        return new NameRules(rules, UnlistedNames.Anyone);
    }

    private static bool Allows(NameRules rules, string owned, Claimant claimant) =>
        Ownership.FindObstacle(rules, null, owned, claimant) is null;
}
