using System.Collections.Immutable;
using Pipeline.Tests.EcsEmulator.Model;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>
/// A projector as a process: a service of ECS and its load balancer, and Route 53, by the strict emulators; no agent and no task.
/// </summary>
[Collection(typeof(HostTests))]
public sealed class When_a_service_is_behind_a_balancer(Moto moto, RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Its_name_is_an_alias_of_the_balancer_until_the_service_is_deleted()
    {
        var (broker, scope) = (await moto.EndpointAsync(), $"elb-{Guid.NewGuid():N}"[..12]);
        await using var route53 = await Route53Emulator.Emulator.StartAsync();
        await using var ecs = await EcsEmulator.Emulator.StartAsync();
        var (zone, group) = (route53.CreateZone(Domain), ecs.AddTargetGroup("calc"));
        var balancer = ecs.AddBalancer("blue", listeners: new EmulatedListener(443, "HTTPS", group));
        ecs.Change(balancer with { AddressType = "dualstack" });
        var service = ecs.CreateService(ecs.Register("calc", "awsvpc", Web), "calc", new EmulatedTarget("web", 80, group));
        await using var projector = new ServiceProcess(
            ServiceProcess.Pipeline,
            Moto.Environment(broker).ToImmutableDictionary().AddRange(new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_ECS"] = ecs.Endpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = ecs.Endpoint.AbsoluteUri,
                ["Pipeline__Database"] = await postgres.CreatePreparedAsync(),
                ["Pipeline__Scope"] = scope,
                ["Pipeline__Console"] = "http://127.0.0.1:0",
                ["Pipeline__Cluster"] = "blue",
                ["Pipeline__EcsBalancers"] = "true",
                ["Pipeline__EcsResync"] = "5s",
            }),
            "projector");
        await projector.SaysAsync("ready: projector");

        await Eventually.ThatAsync(() => Aliases().Count == 2, $"the name leads to the balancer; {projector.Said}", Deadline);
        Aliases().ShouldBe([("A", balancer.ZoneId, $"{balancer.DnsName}."), ("AAAA", balancer.ZoneId, $"{balancer.DnsName}.")]);
        route53.Answers(zone, $"calc.{Domain}", "SRV").ShouldBe([$"1 1 443 {balancer.DnsName}."]);
        route53.Answers(zone, $"_calc._tcp.{Domain}", "SRV").ShouldBe([$"1 1 443 {balancer.DnsName}."]);
        route53.Records(zone).ShouldNotContain(record => record.Id.Name.StartsWith("ecs-service", StringComparison.Ordinal));

        ecs.Change(service with { Status = "INACTIVE" });
        await Eventually.ThatAsync(
            () => !route53.Records(zone).Any(record => record.Id.Name.Contains("calc", StringComparison.Ordinal)),
            $"the name is gone; {projector.Said}",
            Deadline);

        List<(string, string, string)> Aliases() =>
        [
            .. from record in route53.Records(zone)
               where record.Id.Name == $"calc.{Domain}" && record.Alias is not null
               orderby record.Id.Type
               select (record.Id.Type, record.Alias!.Value.Zone, record.Alias.Value.Name),
        ];
    }

    private static readonly EmulatedContainerDefinition Web = new("web", "calc:7")
    {
        Environment = new Dictionary<string, string>
        {
            ["SERVICE_80_NAME"] = "calc",
            ["SERVICE_80_ROUTE"] = "balancer",
        }.ToImmutableDictionary(),
        Ports = [new EmulatedBinding(80, 80)],
    };
}
