using Amazon.Route53;
using Amazon.Route53.Model;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_an_alias_is_created
{
    [Fact]
    public async Task It_is_answered_with_what_it_leads_to_and_listed_as_it_was_written()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(Srv("calc", "1 1 80 red.a.internal.")), Create(Alias(account, "_calc._tcp", "calc")));

        account.Emulator.Answers(account.Zone, "_calc._tcp.a.internal", "SRV").ShouldBe(["1 1 80 red.a.internal."]);
        await account.ChangeAsync(Upsert(Srv("calc", "1 1 80 red.a.internal.", "1 1 80 blue.a.internal.")));
        account.Emulator.Answers(account.Zone, "_calc._tcp.a.internal", "SRV").Count.ShouldBe(2);

        var listed = (await account.Client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest(account.Zone))).ResourceRecordSets
            .Single(set => set.Name == "_calc._tcp.a.internal.");
        listed.TTL.ShouldBeNull();
        (listed.AliasTarget.HostedZoneId, listed.AliasTarget.DNSName, listed.AliasTarget.EvaluateTargetHealth)
            .ShouldBe((account.Zone, "calc.a.internal.", false));
    }

    [Fact]
    public async Task It_leads_to_all_sets_of_a_name_that_has_several()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(
            Create(Weighted("one", "x", "192.0.2.1")), Create(Weighted("one", "y", "192.0.2.2")),
            Create(Alias(account, "two", "one", RRType.A)));

        account.Emulator.Answers(account.Zone, "two.a.internal", "A").ShouldBe(["192.0.2.1", "192.0.2.2"]);
    }

    [Fact]
    public async Task Its_target_must_exist_with_the_same_type()
    {
        await using var account = await OpenAsync();
        var notFound =
            $"[Tried to create an alias that targets calc.a.internal., type SRV in zone {account.Zone}, but that target was not found]";

        (await account.RejectionAsync(Create(Alias(account, "_calc._tcp", "calc")))).ShouldBe(notFound);
        await account.ChangeAsync(Create(A("calc", "192.0.2.1")));
        (await account.RejectionAsync(Create(Alias(account, "_calc._tcp", "calc")))).ShouldBe(notFound);
        (await account.RejectionAsync(Create(Alias(account, "calc", "calc")))).ShouldContain("but that target was not found");
    }

    [Fact]
    public async Task It_follows_its_target_in_a_batch_and_never_precedes_it()
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(Alias(account, "_calc._tcp", "calc")), Create(Srv("calc", "1 1 80 red.a.internal."))))
            .ShouldContain("but that target was not found");
        await account.ChangeAsync(Create(Srv("calc", "1 1 80 red.a.internal.")), Create(Alias(account, "_calc._tcp", "calc")));
    }

    [Fact]
    public async Task Its_target_lies_in_the_zone_that_it_names()
    {
        await using var account = await OpenAsync();
        var outside = Alias(account, "_calc._tcp", "calc");
        outside.AliasTarget.DNSName = "calc.b.internal.";

        (await account.RejectionAsync(Create(outside))).ShouldContain("but the alias target name does not lie within the target zone");
    }

    [Fact]
    public async Task It_has_no_answer_once_its_target_is_deleted()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(Srv("calc", "1 1 80 red.a.internal.")), Create(Alias(account, "_calc._tcp", "calc")));

        await account.ChangeAsync(Delete(Srv("calc", "1 1 80 red.a.internal.")));

        account.Emulator.Answers(account.Zone, "_calc._tcp.a.internal", "SRV").ShouldBeEmpty();
        await account.ChangeAsync(Delete(Alias(account, "_calc._tcp", "calc")));
    }

    [Fact]
    public async Task It_costs_a_token_and_an_element_and_no_characters()
    {
        await using var account = await OpenAsync(new Rules { Elements = 2, Characters = 30 });

        await account.ChangeAsync(Create(Srv("calc", "1 1 80 red.a.internal.")), Create(Alias(account, "_calc._tcp", "calc")));

        account.Emulator.Counts.Tokens.ShouldBe(2);
        (await account.RejectionAsync(Upsert(Alias(account, "_calc._tcp", "calc")), Create(Alias(account, "_calc._udp", "calc"))))
            .ShouldContain("Number of records limit of 2 exceeded.");
    }

    [Fact]
    public async Task It_has_neither_a_TTL_nor_values_and_every_other_set_has_both()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(Srv("calc", "1 1 80 red.a.internal.")));
        var both = Alias(account, "_calc._tcp", "calc");
        both.TTL = 5;
        ResourceRecordSet neither = new("_calc._tcp.a.internal.", RRType.SRV) { TTL = 5 };

        (await Should.ThrowAsync<InvalidInputException>(account.ChangeAsync(Create(both)))).Message.ShouldBe(
            "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], "
            + "but found more than one in Change with [Action=CREATE, Name=_calc._tcp.a.internal., Type=SRV, SetIdentifier=null]");
        (await Should.ThrowAsync<InvalidInputException>(account.ChangeAsync(Create(neither)))).Message
            .ShouldContain("but found none in Change");
    }

    [Fact]
    public async Task A_DELETE_states_its_target()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(
            Create(Srv("calc", "1 1 80 red.a.internal.")), Create(Srv("time", "1 1 81 red.a.internal.")),
            Create(Alias(account, "_calc._tcp", "calc")));

        (await account.RejectionAsync(Delete(Alias(account, "_calc._tcp", "time"))))
            .ShouldContain("but the values provided do not match the current values");
    }

    private static ResourceRecordSet Srv(string label, params string[] values) =>
        new($"{label}.{Domain}.", RRType.SRV) { TTL = 5, ResourceRecords = [.. values.Select(value => new ResourceRecord(value))] };

    private static ResourceRecordSet Alias(TestAccount account, string label, string target, RRType? type = null) =>
        new($"{label}.{Domain}.", type ?? RRType.SRV)
        {
            AliasTarget = new AliasTarget { HostedZoneId = account.Zone, DNSName = $"{target}.{Domain}.", EvaluateTargetHealth = false },
        };
}
