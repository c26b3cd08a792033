using Amazon.Route53;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Aws.Answers;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Zone.Route53;

/// <summary>What comes with status 200 and is no answer of Route 53 says nothing about the zone: least of all that it is empty.</summary>
public sealed class When_nobody_answers_for_the_zone
{
    private const string Zone =
        "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>a.internal.</Name></HostedZone></GetHostedZoneResponse>";

    public static TheoryData<string> Foreign =>
    [
        "", "{}", "<html><body>Sign in</body></html>", "<ListResourceRecordSetsResponse/>",
        "<ListResourceRecordSetsResponse><ResourceRecordSets/></ListResourceRecordSetsResponse>",
        "<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>false</IsTruncated>",
        "<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>true</IsTruncated></ListResourceRecordSetsResponse>",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Failure_53_it_is_not_taken_for_empty(string body)
    {
        await using var peer = Peer(body);
        var zone = await OpenAsync(peer);

        await Should.ThrowAsync<NotAnAnswerException>(async () => await zone.ListAsync(CancellationToken.None).ToListAsync());
        await Should.ThrowAsync<NotAnAnswerException>(() => zone.ReadFenceAsync(CancellationToken.None));
        await Should.ThrowAsync<NotAnAnswerException>(() => zone.IsInSyncAsync("C1", CancellationToken.None));
    }

    [Fact]
    public async Task Failure_8_a_page_that_leads_to_itself_is_no_listing()
    {
        await using var peer = Peer(
            "<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>true</IsTruncated>"
            + "<NextRecordName>b.</NextRecordName><NextRecordType>A</NextRecordType></ListResourceRecordSetsResponse>");
        var zone = await OpenAsync(peer);

        await Should.ThrowAsync<NotAnAnswerException>(async () => await zone.ListAsync(CancellationToken.None).ToListAsync());
        peer.Heard.Count.ShouldBe(3);
    }

    private static WirePeer Peer(string body) =>
        new(request => new(200, request.Line.EndsWith("/hostedzone/Z1 HTTP/1.1", StringComparison.Ordinal) ? Zone : body));

    private static async Task<Route53Zone> OpenAsync(WirePeer peer)
    {
        var settings = new Route53ZoneSettings { Domain = "a.internal", ZoneId = "Z1" };
        var config = Route53Hosting.Config(settings);
        config.ServiceURL = peer.Endpoint.AbsoluteUri;
        var zone = new Route53Zone(
            new AmazonRoute53Client(new BasicAWSCredentials("testing", "testing"), config),
            settings, TimeProvider.System, Random.Shared, NullLogger<Route53Zone>.Instance);
        await zone.OpenAsync(CancellationToken.None);
        return zone;
    }
}
