using System.Net;
using System.Xml.Linq;
using Amazon.Route53;
using Amazon.Route53.Model;

namespace Pipeline.Aws.Tests.Route53;

/// <summary>The exact wire format of requests, and how documented responses are read.</summary>
public sealed class On_the_wire
{
    private const string Changed = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
          <ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-01-02T03:04:05.678Z</SubmittedAt></ChangeInfo>
        </ChangeResourceRecordSetsResponse>
        """;

    [Fact]
    public async Task A_change_is_a_document_without_null_members()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, Changed));
        using var route53 = Client(service);

        var info = (await route53.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest("/hostedzone/Z1", new ChangeBatch(
        [
            new(ChangeAction.CREATE, new("calc.a.internal.", RRType.SRV)
            {
                SetIdentifier = "red:1", Weight = 0, MultiValueAnswer = false, TTL = 5,
                    ResourceRecords = [new("1 1 80 red.a.internal."), new("1 1 81 red.a.internal.")],
            }),
            new(ChangeAction.DELETE, new(
                "www.a.internal.", RRType.A) { AliasTarget = new() { HostedZoneId = "Z2", DNSName = "b.", EvaluateTargetHealth = true } }),
        ])
        { Comment = "why" }))).ChangeInfo;

        var request = service.Received.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Headers["Content-Type"])
            .ShouldBe(("POST", "/2013-04-01/hostedzone/Z1/rrset/", "application/xml"));
        request.Headers["Authorization"].ShouldContain("/us-east-1/route53/aws4_request");
        XNode.DeepEquals(XElement.Parse(request.Body), XElement.Parse("""
            <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
              <ChangeBatch>
                <Comment>why</Comment>
                <Changes>
                  <Change>
                    <Action>CREATE</Action>
                    <ResourceRecordSet>
                      <Name>calc.a.internal.</Name><Type>SRV</Type><SetIdentifier>red:1</SetIdentifier>
                      <Weight>0</Weight><MultiValueAnswer>false</MultiValueAnswer><TTL>5</TTL>
                      <ResourceRecords>
                        <ResourceRecord><Value>1 1 80 red.a.internal.</Value></ResourceRecord>
                        <ResourceRecord><Value>1 1 81 red.a.internal.</Value></ResourceRecord>
                      </ResourceRecords>
                    </ResourceRecordSet>
                  </Change>
                  <Change>
                    <Action>DELETE</Action>
                    <ResourceRecordSet>
                      <Name>www.a.internal.</Name><Type>A</Type>
                      <AliasTarget>
                        <HostedZoneId>Z2</HostedZoneId><DNSName>b.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth>
                      </AliasTarget>
                    </ResourceRecordSet>
                  </Change>
                </Changes>
              </ChangeBatch>
            </ChangeResourceRecordSetsRequest>
            """)).ShouldBeTrue(request.Body);
        (info.Id, info.Status, info.SubmittedAt)
            .ShouldBe(("/change/C1", ChangeStatus.PENDING, new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc)));
        info.SubmittedAt!.Value.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("\"v=1; a=<b>&c\" \"d\"")]
    [InlineData(" \t\r\n ünë 日本 \U0001F433 ]]> &amp; ")]
    public async Task Every_character_is_preserved(string text)
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, Changed));
        using var route53 = Client(service);

        await route53.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest("Z1", new ChangeBatch(
            [new(ChangeAction.UPSERT, new("t.a.internal.", RRType.TXT) { ResourceRecords = [new(text)] })])));

        XElement.Parse(service.Received.Single().Body, LoadOptions.PreserveWhitespace).Descendants()
            .Single(element => element.Name.LocalName == "Value").Value.ShouldBe(text);
    }

    [Fact]
    public async Task A_listing_continues_at_a_name_type_and_identifier()
    {
        await using var service = await ScriptedService.StartAsync(
            new Answer(200, """
                <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
                  <ResourceRecordSets>
                    <ResourceRecordSet>
                      <Name>\052.a.internal.</Name><Type>SRV</Type><SetIdentifier>red:1</SetIdentifier><Weight>1</Weight><TTL>0</TTL>
                      <ResourceRecords><ResourceRecord><Value>1 1 80 red.a.internal.</Value></ResourceRecord></ResourceRecords>
                    </ResourceRecordSet>
                    <ResourceRecordSet>
                      <Name>www.a.internal.</Name><Type>NEWTYPE</Type>
                      <AliasTarget>
                        <HostedZoneId>Z2</HostedZoneId><DNSName>b.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth>
                      </AliasTarget>
                    </ResourceRecordSet>
                  </ResourceRecordSets>
                  <IsTruncated>true</IsTruncated>
                  <NextRecordName>calc.a.internal.</NextRecordName>
                  <NextRecordType>SRV</NextRecordType>
                  <NextRecordIdentifier>red:2 &amp; so/on</NextRecordIdentifier>
                  <MaxItems>300</MaxItems>
                </ListResourceRecordSetsResponse>
                """),
            new Answer(
                200,
                "<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>"
                + "</ListResourceRecordSetsResponse>"));
        using var route53 = Client(service);

        var first = await route53.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest("Z1"));
        var second = await route53.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest("/hostedzone/Z1")
        {
            StartRecordName = first.NextRecordName,
            StartRecordType = first.NextRecordType,
            StartRecordIdentifier = first.NextRecordIdentifier,
            MaxItems = "300",
        });

        service.Received.Select(request => $"{request.Method} {request.Target}").ShouldBe(
        [
            "GET /2013-04-01/hostedzone/Z1/rrset",
            "GET /2013-04-01/hostedzone/Z1/rrset?identifier=red%3A2%20%26%20so%2Fon&maxitems=300&name=calc.a.internal.&type=SRV",
        ]);
        var (weighted, alias) = (first.ResourceRecordSets[0], first.ResourceRecordSets[1]);
        (weighted.Name, weighted.Type, weighted.SetIdentifier, weighted.Weight, weighted.TTL, weighted.MultiValueAnswer)
            .ShouldBe(("\\052.a.internal.", RRType.SRV, "red:1", 1L, 0L, null));
        weighted.ResourceRecords.Single().Value.ShouldBe("1 1 80 red.a.internal.");
        (alias.Type.Value, alias.TTL, alias.AliasTarget.DNSName, alias.AliasTarget.EvaluateTargetHealth)
            .ShouldBe(("NEWTYPE", null, "b.", false));
        alias.ResourceRecords.ShouldBeNull();
        (first.IsTruncated, second.IsTruncated, second.ResourceRecordSets, second.NextRecordName).ShouldBe((true, false, null, null));
    }

    [Fact]
    public async Task A_rejected_batch_can_have_several_messages()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(400, """
            <?xml version="1.0"?>
            <InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
              <Messages><Message>it's not there</Message><Message>it's there</Message></Messages>
              <RequestId>r-1</RequestId>
            </InvalidChangeBatch>
            """));
        using var route53 = Client(service);

        var failure = await Should.ThrowAsync<InvalidChangeBatchException>(ChangeAsync(route53));
        failure.Messages.ShouldBe(["it's not there", "it's there"]);
        (failure.ErrorCode, failure.RequestId).ShouldBe(("InvalidChangeBatch", "r-1"));
    }

    [Fact]
    public async Task A_rejected_batch_can_have_one_message()
    {
        await using var service = await ScriptedService.StartAsync(Error(400, "InvalidChangeBatch"));
        using var route53 = Client(service);

        var failure = await Should.ThrowAsync<InvalidChangeBatchException>(ChangeAsync(route53));
        failure.Messages.ShouldBeNull();
        failure.Message.ShouldBe("because");
    }

    [Theory]
    [InlineData("NoSuchHostedZone", typeof(NoSuchHostedZoneException))]
    [InlineData("PriorRequestNotComplete", typeof(PriorRequestNotCompleteException))]
    [InlineData("ThrottlingException", typeof(ThrottlingException))]
    [InlineData("Throttling", typeof(AmazonRoute53Exception))]
    [InlineData("InvalidInput", typeof(InvalidInputException))]
    public async Task An_error_code_maps_to_its_exception(string code, Type exception)
    {
        await using var service = await ScriptedService.StartAsync(Error(400, code));
        using var route53 = Client(service);

        var failure = (AmazonRoute53Exception)await Should.ThrowAsync(() => ChangeAsync(route53), exception);
        failure.GetType().ShouldBe(exception);
        (failure.ErrorCode, failure.Message, failure.StatusCode).ShouldBe((code, "because", HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Busy_zones_throttling_and_server_errors_are_retried()
    {
        await using var service = await ScriptedService.StartAsync(
            Error(400, "PriorRequestNotComplete"), Error(400, "Throttling"), new Answer(
                503, "<html><body>try later<br></body></html>", "text/html"), new Answer(200, Changed));
        using var route53 = Client(service, retries: 3);

        (await ChangeAsync(route53)).ChangeInfo.Id.ShouldBe("/change/C1");
        service.Received.Select(request => request.Body).Distinct().Count().ShouldBe(1, "each attempt sends the same request");
        service.Received.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_error_that_is_not_xml_is_reported_with_its_status()
    {
        await using var service = await ScriptedService.StartAsync(
            new Answer(502, "<html><body>bad gateway<br></body></html>", "text/html"));
        using var route53 = Client(service);

        var failure = await Should.ThrowAsync<AmazonRoute53Exception>(ChangeAsync(route53));
        (failure.ErrorCode, failure.StatusCode).ShouldBe((null, HttpStatusCode.BadGateway));
        failure.Message.ShouldBe("The service answered 502 BadGateway");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/hostedzone/")]
    public async Task A_request_without_a_zone_identifier_is_not_sent(string? id)
    {
        await using var service = await ScriptedService.StartAsync();
        using var route53 = Client(service);

        await Should.ThrowAsync<ArgumentException>(route53.GetHostedZoneAsync(new GetHostedZoneRequest(id)));
        service.Received.ShouldBeEmpty();
    }

    private static Answer Error(int status, string code) => new(status, $"""
        <?xml version="1.0"?>
        <ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
          <Error><Type>Sender</Type><Code>{code}</Code><Message>because</Message></Error>
          <RequestId>r-9</RequestId>
        </ErrorResponse>
        """);

    private static Task<ChangeResourceRecordSetsResponse> ChangeAsync(AmazonRoute53Client route53) => route53.ChangeResourceRecordSetsAsync(
        new ChangeResourceRecordSetsRequest("Z1", new ChangeBatch(
            [new(ChangeAction.CREATE, new("a.internal.", RRType.A) { TTL = 5, ResourceRecords = [new("10.0.0.1")] })])));

    private static AmazonRoute53Client Client(ScriptedService service, int retries = 0) => new(
        ScriptedService.Credentials, new AmazonRoute53Config { ServiceURL = service.Endpoint.AbsoluteUri, MaxErrorRetry = retries });
}
