using Amazon.Route53;
using Amazon.Route53.Model;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_an_alias_leads_to_a_balancer
{
    private const string Application = "Z35SXDOTRQ7X7K", Network = "Z26RNL4JYFTOTI";
    private const string Blue = "internal-blue-1.us-east-1.elb.amazonaws.com.", Green = "green-2.elb.us-east-1.amazonaws.com.";

    [Theory]
    [InlineData(Application, Blue)]
    [InlineData(Network, Green)]
    public async Task It_may_have_addresses_of_either_kind_and_is_deleted_as_it_was_written(string zone, string balancer)
    {
        await using var account = await OpenAsync();
        foreach (var type in new[] { RRType.A, RRType.AAAA })
        {
            await account.ChangeAsync(Create(To(zone, balancer, type)));
            await account.ChangeAsync(new Change(ChangeAction.DELETE, To(zone, balancer, type)));
        }
    }

    [Theory]
    [InlineData(Network, Blue)]
    [InlineData(Application, Green)]
    [InlineData("Z32O12XQLNTSW2", Blue)]
    [InlineData("Z0000000000000", Blue)]
    public async Task Its_hosted_zone_is_that_of_the_balancers_region_and_kind(string zone, string balancer)
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(To(zone, balancer, RRType.A)))).ShouldBe(
            $"[Tried to create an alias that targets {balancer}, type A in zone {zone}, "
            + "but the alias target name does not lie within the target zone]");
    }

    [Fact]
    public async Task A_balancer_has_no_SRV_records()
    {
        await using var account = await OpenAsync();

        (await account.RejectionAsync(Create(To(Application, Blue, RRType.SRV)))).ShouldContain("but that target was not found");
    }

    private static ResourceRecordSet To(string zone, string balancer, RRType type) => new("web.a.internal.", type)
    {
        AliasTarget = new AliasTarget { HostedZoneId = zone, DNSName = balancer, EvaluateTargetHealth = false },
    };
}
