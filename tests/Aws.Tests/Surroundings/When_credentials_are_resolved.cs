using System.Web;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Identity;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Pipeline.Aws.Tests.Surroundings;

/// <summary>The credential chain is that of AWSSDK.Core; these tests show that our clients use all of it.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class When_credentials_are_resolved
{
    [Fact]
    public async Task They_come_from_the_role_of_a_task()
    {
        await using var agent = await ScriptedService.StartAsync(new Answer(200, """
            {"AccessKeyId":"of-the-task","SecretAccessKey":"s","Token":"session","Expiration":"2099-01-01T00:00:00Z","RoleArn":"arn:role"}
            """, "application/json"));
        await using var service = await ScriptedService.StartAsync(
            new Answer(200, "<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>"));
        using var set = new Variables(
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", new Uri(agent.Endpoint, "v2/credentials/1").AbsoluteUri),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in"),
            ("AWS_ENDPOINT_URL_SNS", service.Endpoint.AbsoluteUri),
            ("AWS_REGION", "us-east-1"));

        await ListTopicsAsync();

        var request = agent.Received.ShouldHaveSingleItem();
        (request.Target, request.Headers["Authorization"]).ShouldBe(("/v2/credentials/1", "let me in"));
        SignedBy(service).ShouldBe(("of-the-task", "session"));
    }

    [Fact]
    public async Task They_come_from_a_web_identity()
    {
        await using var sts = await ScriptedService.StartAsync(new Answer(200, """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <Credentials>
                  <AccessKeyId>of-the-role</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>session</SessionToken>
                  <Expiration>2099-01-01T00:00:00Z</Expiration>
                </Credentials>
                <AssumedRoleUser>
                  <Arn>arn:aws:sts::123456789012:assumed-role/pipeline/one</Arn><AssumedRoleId>A:one</AssumedRoleId>
                </AssumedRoleUser>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """));
        await using var service = await ScriptedService.StartAsync(
            new Answer(200, "<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>"));
        var token = Path.GetTempFileName();
        await File.WriteAllTextAsync(token, "header.payload.signature");
        using var set = new Variables(
            ("AWS_WEB_IDENTITY_TOKEN_FILE", token),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pipeline"),
            ("AWS_ROLE_SESSION_NAME", "one"),
            ("AWS_ENDPOINT_URL_STS", sts.Endpoint.AbsoluteUri),
            ("AWS_ENDPOINT_URL_SNS", service.Endpoint.AbsoluteUri),
            ("AWS_REGION", "us-east-1"));

        await ListTopicsAsync();
        File.Delete(token);

        var request = HttpUtility.ParseQueryString(sts.Received.ShouldHaveSingleItem().Body);
        (request["Action"], request["RoleArn"], request["WebIdentityToken"]).ShouldBe(
            ("AssumeRoleWithWebIdentity", "arn:aws:iam::123456789012:role/pipeline", "header.payload.signature"));
        SignedBy(service).ShouldBe(("of-the-role", "session"));
    }

    private static async Task ListTopicsAsync()
    {
        // A new chain: that of the process caches its result.
        using var chain = new DefaultAWSCredentialsIdentityResolver();
        var config = new AmazonSimpleNotificationServiceConfig { IdentityResolverConfiguration = new FixedResolver(chain) };
        using var sns = new AmazonSimpleNotificationServiceClient(config);
        await sns.ListTopicsAsync(new ListTopicsRequest());
    }

    private static (string Key, string Token) SignedBy(ScriptedService service)
    {
        var headers = service.Received.ShouldHaveSingleItem().Headers;
        return (headers["Authorization"].Split("Credential=")[1].Split('/')[0], headers["X-Amz-Security-Token"]);
    }

    private sealed class FixedResolver(IIdentityResolver resolver) : IIdentityResolverConfiguration
    {
        public IIdentityResolver GetIdentityResolver<T>()
            where T : BaseIdentity => resolver;
    }
}
