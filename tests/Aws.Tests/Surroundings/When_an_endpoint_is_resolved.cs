using Amazon;
using Amazon.ECS;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Pipeline.Aws.Tests.Surroundings;

[Collection(nameof(ProcessEnvironment))]
public sealed class When_an_endpoint_is_resolved
{
    /// <summary>The expected endpoints are those of the AWS General Reference.</summary>
    [Theory]
    [InlineData("sns", "eu-west-1", "https://sns.eu-west-1.amazonaws.com/")]
    [InlineData("sns", "cn-north-1", "https://sns.cn-north-1.amazonaws.com.cn/")]
    [InlineData("ecs", "us-gov-west-1", "https://ecs.us-gov-west-1.amazonaws.com/")]
    [InlineData("route53", "eu-west-1", "https://route53.amazonaws.com/")]
    [InlineData("route53", "cn-north-1", "https://route53.amazonaws.com.cn/")]
    [InlineData("route53", "us-gov-east-1", "https://route53.us-gov.amazonaws.com/")]
    public void It_is_that_of_the_region_or_the_partition(string service, string region, string endpoint)
    {
        using var none = new Variables();
        ClientConfig config = service switch
        {
            "sns" => new AmazonSimpleNotificationServiceConfig(),
            "ecs" => new AmazonECSConfig(),
            _ => new AmazonRoute53Config(),
        };
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);

        new Uri(config.DetermineServiceOperationEndpoint(new(new GetHostedZoneRequest())).URL).AbsoluteUri.ShouldBe(endpoint);
    }

    [Theory]
    [InlineData("https://sns-fips.us-east-1.amazonaws.com", true, false)]
    [InlineData("https://sns.us-east-1.api.aws", false, true)]
    [InlineData("https://sns-fips.us-east-1.api.aws", true, true)]
    public void It_can_be_a_fips_or_dual_stack_endpoint(string endpoint, bool fips, bool dualStack)
    {
        using var none = new Variables();
        var config = new AmazonSimpleNotificationServiceConfig
        {
            RegionEndpoint = RegionEndpoint.USEast1,
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack
        };

        config.DetermineServiceOperationEndpoint(new(new ListTopicsRequest())).URL.ShouldBe(endpoint);
    }

    [Fact]
    public async Task It_can_be_configured_for_all_services_and_for_one()
    {
        await using var everything = await ScriptedService.StartAsync(
            new Answer(200, "<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>"));
        await using var dns = await ScriptedService.StartAsync(new Answer(
            200,
            "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>a.</Name></HostedZone></GetHostedZoneResponse>"));
        using var set = new Variables(
            ("AWS_ENDPOINT_URL", everything.Endpoint.AbsoluteUri),
            ("AWS_ENDPOINT_URL_ROUTE_53", dns.Endpoint.AbsoluteUri),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"));

        using var sns = new AmazonSimpleNotificationServiceClient();
        using var route53 = new AmazonRoute53Client();
        await sns.ListTopicsAsync(new ListTopicsRequest());
        await route53.GetHostedZoneAsync(new GetHostedZoneRequest("Z1"));

        everything.Received.Single().Headers["Authorization"].ShouldContain("Credential=key/");
        dns.Received.Single().Headers["Authorization"].ShouldContain("/us-east-1/route53/aws4_request");
    }

    [Fact]
    public void Without_a_region_it_fails()
    {
        using var none = new Variables();

        Should.Throw<AmazonClientException>(() => new AmazonECSClient());
    }
}
