using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Terraform;

/// <summary>A projector whose zone is another account's, where a role lets it in. moto keeps accounts apart as AWS does.</summary>
public sealed class When_the_zone_is_in_another_account(Moto moto, RealPostgres postgres)
{
    private const string Role = "arn:aws:iam::210987654321:role/zone", Domain = "elsewhere.internal";

    [Fact]
    public async Task It_is_found_by_the_role_and_by_nobody_without()
    {
        var endpoint = await moto.EndpointAsync();
        using var here = new AwsApi(endpoint);
        var assumed = await here.FormAsync("sts", "2011-06-15", "AssumeRole", ("RoleArn", Role), ("RoleSessionName", "test"));
        using var there = new AwsApi(endpoint, assumed.Descendants("AccessKeyId").Single().Value);
        var zone = (await there.PostAsync("route53", "/2013-04-01/hostedzone", $"""
            <CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
              <Name>{Domain}</Name><CallerReference>{Domain}</CallerReference>
            </CreateHostedZoneRequest>
            """)).Descendants("Id").First().Value.Split('/')[^1];
        var environment = new Dictionary<string, string>(Moto.Environment(endpoint))
        {
            ["Pipeline__Database"] = await postgres.CreateDatabaseAsync(),
            ["Pipeline__Domain"] = Domain,
            ["Pipeline__Scope"] = "elsewhere",
            ["Pipeline__ZoneId"] = zone,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
        };

        await using (var preparation = new ServiceProcess(ServiceProcess.Pipeline, environment, "database", "prepare"))
            (await preparation.EndsAsync()).ShouldBe(0, preparation.Said);

        await using (var stranger = new ServiceProcess(ServiceProcess.Pipeline, environment, "projector"))
            await stranger.SaysAsync($"the account has no hosted zone {zone}");

        environment["Pipeline__ZoneRole"] = Role;
        await using var projector = new ServiceProcess(ServiceProcess.Pipeline, environment, "projector");
        (await projector.SaysAsync("ready: projector")).ShouldContain(zone);
    }
}
