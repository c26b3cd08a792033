using Amazon.Route53;
using Amazon.Route53.Model;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_a_batch_is_submitted
{
    [Fact]
    public async Task It_is_applied_as_a_whole()
    {
        await using var account = await OpenAsync();

        await account.ChangeAsync(Create(A("one", "192.0.2.1")), Create(A("two", "192.0.2.2", "192.0.2.3")));
        await account.ChangeAsync(Delete(A("two", "192.0.2.3", "192.0.2.2")), Upsert(A("one", "192.0.2.4")));

        account.Emulator.Records(account.Zone).Select(record => (record.Id.Name, string.Join(',', record.Values)))
            .ShouldBe([("one.a.internal", "192.0.2.4")]);
    }

    [Fact]
    public async Task It_is_rejected_as_a_whole_with_all_reasons()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(A("one", "192.0.2.1")));

        var message = await account.RejectionAsync(
            Create(A("two", "192.0.2.2")), Create(A("one", "192.0.2.1")), Delete(A("three", "192.0.2.3")));

        message.ShouldBe(
            "[Tried to create resource record set [name='one.a.internal.', type='A'] but it already exists, "
            + "Tried to delete resource record set [name='three.a.internal.', type='A'] but it was not found]");
        account.Emulator.Records(account.Zone).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_delete_must_match_exactly()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(Weighted("one", "x", "192.0.2.1")));
        var other = Weighted("one", "x", "192.0.2.1");
        other.Weight = 2;

        (await account.RejectionAsync(Delete(other))).ShouldBe(
            "[Tried to delete resource record set [name='one.a.internal.', type='A', set-identifier='x'] "
            + "but the values provided do not match the current values]");
    }

    [Fact]
    public async Task A_name_has_one_policy_and_may_change_it_in_one_batch()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(A("one", "192.0.2.1")));

        (await account.RejectionAsync(Create(Weighted("one", "x", "192.0.2.2"))))
            .ShouldContain("cannot be created as other RRSets exist with the same name and type");
        await account.ChangeAsync(
            Delete(A("one", "192.0.2.1")), Create(Weighted("one", "x", "192.0.2.1")), Create(Weighted("one", "y", "192.0.2.2")));

        var multivalue = A("one", "192.0.2.3");
        (multivalue.SetIdentifier, multivalue.MultiValueAnswer) = ("z", true);
        (await account.RejectionAsync(Create(multivalue))).ShouldContain("a non multivalue answer rrset exists");
    }

    [Fact]
    public async Task Conflicting_changes_in_a_batch_are_invalid()
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(A("one", "192.0.2.1")), Upsert(A("one", "192.0.2.2"))))
            .ShouldContain("invalid set of changes for a resource record set 'A one.a.internal.'");
    }

    [Theory]
    [InlineData("one.b.internal.", "192.0.2.1", "not permitted in zone a.internal.")]
    [InlineData("one.a.internal.", "192.0.2.256", "ARRDATAIllegalIPv4Address")]
    public async Task Names_and_values_must_be_valid(string name, string value, string reason)
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(new ResourceRecordSet(name, RRType.A) { TTL = 5, ResourceRecords = [new(value)] })))
            .ShouldContain(reason);
    }

    [Theory]
    [InlineData("bare", "enclosed in quotation marks")]
    [InlineData("\"open", "enclosed in quotation marks")]
    [InlineData("\"one\"\"two\"", "enclosed in quotation marks")]
    [InlineData("\"one\" \"two\"", null)]
    [InlineData("\"with an escaped \\\" quote\"", null)]
    public async Task A_text_is_one_or_more_quoted_strings(string value, string? reason)
    {
        await using var account = await OpenAsync();
        var text = new ResourceRecordSet("one.a.internal.", RRType.TXT) { TTL = 5, ResourceRecords = [new(value)] };

        if (reason is null) await account.ChangeAsync(Create(text));
        else (await account.RejectionAsync(Create(text))).ShouldContain(reason);
    }

    [Fact]
    public async Task A_string_of_a_text_has_at_most_255_characters()
    {
        await using var account = await OpenAsync();
        ResourceRecordSet Text(int length) => new("one.a.internal.", RRType.TXT)
        {
            TTL = 5,
            ResourceRecords = [new($"\"{new string('x', length)}\"")],
        };

        (await account.RejectionAsync(Create(Text(256)))).ShouldContain("longer than 255");
        await account.ChangeAsync(Create(Text(255)));
    }

    [Fact]
    public async Task A_name_with_a_CNAME_has_no_other_records()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(
            Create(new ResourceRecordSet("one.a.internal.", RRType.CNAME) { TTL = 5, ResourceRecords = [new("elsewhere.")] }));

        (await account.RejectionAsync(Create(A("one", "192.0.2.1"))))
            .ShouldContain("a conflicting RRSet of type CNAME with the same DNS name already exists");
    }

    [Fact]
    public async Task Elements_and_characters_are_counted_and_an_upsert_counts_twice()
    {
        await using var account = await OpenAsync(Rules.Unthrottled with { Elements = 4, Characters = 40 });

        await account.ChangeAsync(Upsert(A("one", "192.0.2.1", "192.0.2.2")));
        (await account.RejectionAsync(Upsert(A("one", "192.0.2.1", "192.0.2.2", "192.0.2.3"))))
            .ShouldBe("[Number of records limit of 4 exceeded., RDATA character limit of 40 exceeded.]");
        (await account.RejectionAsync(Upsert(A("one", "192.0.2.100", "192.0.2.101")))).ShouldBe("[RDATA character limit of 40 exceeded.]");
    }

    [Fact]
    public async Task Values_of_a_set_sets_of_a_name_and_records_of_a_zone_are_limited()
    {
        await using var account = await OpenAsync(Rules.Unthrottled with { ValuesOfASet = 2, SetsOfAName = 2, RecordsOfAZone = 5 });

        (await account.RejectionAsync(Create(A("one", "192.0.2.1", "192.0.2.2", "192.0.2.3"))))
            .ShouldContain("Cannot have more than 2 records in a RRSet.");
        await account.ChangeAsync(Create(Weighted("one", "x", "192.0.2.1")), Create(Weighted("one", "y", "192.0.2.2")));
        (await account.RejectionAsync(Create(Weighted("one", "z", "192.0.2.3"))))
            .ShouldContain("limit of 2 RRSets with the same name and type");
        await account.ChangeAsync(Create(A("two", "192.0.2.1")));
        (await account.RejectionAsync(Create(A("three", "192.0.2.1"))))
            .ShouldBe($"[Exceeded limit MAX_RRSETS_BY_ZONE for zone: {account.Zone}]");
    }

    [Fact]
    public async Task A_malformed_change_is_rejected()
    {
        await using var account = await OpenAsync();

        var unrouted = A("one", "192.0.2.1");
        unrouted.SetIdentifier = "x";
        await Should.ThrowAsync<InvalidInputException>(account.ChangeAsync(Create(unrouted)));
        await Should.ThrowAsync<InvalidInputException>(
            account.ChangeAsync(Create(new ResourceRecordSet("one.a.internal.", RRType.A) { ResourceRecords = [new("192.0.2.1")] })));
        await Should.ThrowAsync<InvalidInputException>(account.ChangeAsync());
    }
}
