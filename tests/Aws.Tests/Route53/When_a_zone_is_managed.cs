using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Pipeline.Tests.RealParts;

namespace Pipeline.Aws.Tests.Route53;

/// <summary>Each operation against moto.</summary>
public sealed class When_a_zone_is_managed(Moto moto) : IAsyncLifetime
{
    private readonly string name = $"zone-{Guid.NewGuid():N}.internal.";
    private AmazonRoute53Client route53 = null!;
    private HostedZone zone = null!;

    public async ValueTask InitializeAsync()
    {
        route53 = new(new BasicAWSCredentials(
            "testing", "testing"), new AmazonRoute53Config { ServiceURL = (await moto.EndpointAsync()).AbsoluteUri });
        zone = (await route53.CreateHostedZoneAsync(new CreateHostedZoneRequest(name, Guid.NewGuid().ToString())
        {
            HostedZoneConfig = new() { Comment = "for <tests> & such", PrivateZone = true },
            VPC = new() { VPCId = "vpc-1", VPCRegion = "us-east-1" },
        })).HostedZone;
    }

    public ValueTask DisposeAsync()
    {
        route53?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_zone_is_found_by_id_and_by_name()
    {
        zone.Id.ShouldStartWith("/hostedzone/");
        var got = (await route53.GetHostedZoneAsync(new GetHostedZoneRequest(zone.Id))).HostedZone;
        (got.Id, got.Name, got.Config.PrivateZone, got.Config.Comment).ShouldBe((zone.Id, name, true, "for <tests> & such"));

        var listed = (
            await route53.ListHostedZonesByNameAsync(new ListHostedZonesByNameRequest { DNSName = name, MaxItems = "10" })).HostedZones;
        listed.ShouldContain(one => one.Name == name && zone.Id.EndsWith(one.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_sets_are_created_listed_and_deleted()
    {
        ResourceRecordSet[] sets =
        [
            Set($"calc.{name}", RRType.SRV, $"1 1 32768 red.{name}", $"1 1 32769 green.{name}"),
            Set($"red.{name}", RRType.A, "10.0.0.1"),
            new($"time.{name}", RRType.SRV) { SetIdentifier = "red:0a<&>b", Weight = 7, TTL = 0,
                ResourceRecords = [new($"1 1 80 red.{name}")] },
        ];

        var change = await ChangeAsync(ChangeAction.CREATE, sets);
        change.Id.ShouldStartWith("/change/");
        (await route53.GetChangeAsync(new GetChangeRequest(change.Id))).ChangeInfo.Status.ShouldBe(ChangeStatus.INSYNC);

        var listed = await ListAsync();
        listed.Select(Describe).ShouldBe(sets.Select(Describe), ignoreOrder: true);

        await ChangeAsync(ChangeAction.UPSERT, [Set($"red.{name}", RRType.A, "10.0.0.2")]);
        (await ListAsync()).Single(set => set.Type == RRType.A).ResourceRecords.Single().Value.ShouldBe("10.0.0.2");

        await ChangeAsync(ChangeAction.DELETE, await ListAsync());
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_zone_is_gone()
    {
        await route53.DeleteHostedZoneAsync(new DeleteHostedZoneRequest(zone.Id));

        var failure = await Should.ThrowAsync<NoSuchHostedZoneException>(route53.GetHostedZoneAsync(new GetHostedZoneRequest(zone.Id)));
        (failure.ErrorCode, failure.StatusCode).ShouldBe(("NoSuchHostedZone", System.Net.HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_change_that_conflicts_with_the_zone_is_rejected()
    {
        var failure = await Should.ThrowAsync<InvalidChangeBatchException>(
            ChangeAsync(ChangeAction.CREATE, [Set("red.elsewhere.internal.", RRType.A, "10.0.0.1")]));
        failure.Message.ShouldContain("red.elsewhere.internal");
    }

    private static ResourceRecordSet Set(string setName, RRType type, params string[] values) =>
        new(setName, type) { TTL = 5, ResourceRecords = [.. values.Select(value => new ResourceRecord(value))] };

    private static string Describe(ResourceRecordSet set) =>
        $"{set.Name} {set.Type} {set.SetIdentifier} {set.Weight} {set.TTL} "
        + string.Join(',', set.ResourceRecords.Select(record => record.Value));

    private async Task<ChangeInfo> ChangeAsync(ChangeAction action, IEnumerable<ResourceRecordSet> sets) =>
        (await route53.ChangeResourceRecordSetsAsync(
        new ChangeResourceRecordSetsRequest(
            zone.Id, new ChangeBatch([.. sets.Select(set => new Change(action, set))]) { Comment = "by a test" }))).ChangeInfo;

    /// <summary>The records of the zone without its SOA and NS.</summary>
    private async Task<List<ResourceRecordSet>> ListAsync() =>
        [.. (await route53.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest(zone.Id))).ResourceRecordSets.Where(
            set => set.Name != name)];
}
