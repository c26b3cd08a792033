using Amazon.Route53;
using Amazon.Route53.Model;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_a_name_has_several_types
{
    [Fact]
    public async Task Addresses_of_both_kinds_stand_beside_SRV_and_each_has_a_policy_of_its_own()
    {
        await using var account = await OpenAsync();
        var weighted = Of(RRType.SRV, "one", "1 1 80 red.a.internal.");
        (weighted.SetIdentifier, weighted.Weight) = ("spread-1", 1);

        await account.ChangeAsync(
            Create(A("one", "192.0.2.1")), Create(Of(RRType.AAAA, "one", "2001:db8::1")), Create(weighted));

        account.Emulator.Records(account.Zone).Select(record => record.Id.Type).ShouldBe(["A", "AAAA", "SRV"]);
        account.Emulator.Counts.Tokens.ShouldBe(3);
    }

    [Theory]
    [InlineData("A", "192.0.2.1")]
    [InlineData("AAAA", "2001:db8::1")]
    [InlineData("SRV", "1 1 80 red.a.internal.")]
    public async Task A_CNAME_stands_beside_none_of_them(string type, string value)
    {
        await using var account = await OpenAsync();
        var (cname, other) = (Of(RRType.CNAME, "one", "elsewhere.a.internal."), Of(RRType.FindValue(type), "one", value));

        await account.ChangeAsync(Create(cname));
        (await account.RejectionAsync(Create(other))).ShouldBe(
            $"[RRSet of type {type} with DNS name one.a.internal. is not permitted because a conflicting RRSet of type CNAME "
            + "with the same DNS name already exists in zone a.internal.]");

        await account.ChangeAsync(Delete(cname), Create(other));
        (await account.RejectionAsync(Create(cname))).ShouldBe(
            "[RRSet of type CNAME with DNS name one.a.internal. is not permitted as it conflicts with other records "
            + "with the same DNS name in zone a.internal.]");
    }

    [Fact]
    public async Task The_apex_is_no_CNAME()
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(new ResourceRecordSet("a.internal.", RRType.CNAME)
        {
            TTL = 5,
            ResourceRecords = [new("elsewhere.")],
        }))).ShouldBe("[RRSet of type CNAME with DNS name a.internal. is not permitted at apex in zone a.internal.]");
    }

    [Fact]
    public async Task A_CNAME_has_one_value()
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(Of(RRType.CNAME, "one", "here.a.internal.", "there.a.internal."))))
            .ShouldContain("cannot have more than one value");
    }

    [Theory]
    [InlineData("2001:DB8::1")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001")]
    [InlineData("2001:db8:0::1")]
    public async Task An_IPv6_address_is_one_value_in_whatever_form(string form)
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(Of(RRType.AAAA, "one", "2001:db8::1")));

        (await account.RejectionAsync(Create(Of(RRType.AAAA, "two", "2001:db8::1", form)))).ShouldContain("Duplicate Resource Record");
        await account.ChangeAsync(Upsert(Of(RRType.AAAA, "one", form)));
        account.Emulator.Records(account.Zone).Single().Values.ShouldBe(["2001:db8::1"]);
        await account.ChangeAsync(Delete(Of(RRType.AAAA, "one", form)));
        account.Emulator.Records(account.Zone).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("2001:db8::12345")]
    [InlineData("calc.a.internal.")]
    public async Task What_is_no_IPv6_address_is_no_AAAA_value(string value)
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(Of(RRType.AAAA, "one", value)))).ShouldContain("AAAARRDATAIllegalIPv6Address");
    }

    private static ResourceRecordSet Of(RRType type, string label, params string[] values) =>
        new($"{label}.{Domain}.", type) { TTL = 5, ResourceRecords = [.. values.Select(value => new ResourceRecord(value))] };
}
