using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Pipeline.Tests.EcsEmulator.Model;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Tests.EcsEmulator.Tests;

public sealed class When_services_are_called : IAsyncLifetime
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private Emulator emulator = null!;
    private AmazonECSClient ecs = null!;
    private AmazonElasticLoadBalancingV2Client balancing = null!;

    public async ValueTask InitializeAsync()
    {
        emulator = await Emulator.StartAsync();
        ecs = new(Credentials, new AmazonECSConfig
        {
            ServiceURL = emulator.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
        balancing = new(Credentials, new AmazonElasticLoadBalancingV2Config
        {
            ServiceURL = emulator.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
    }

    public async ValueTask DisposeAsync()
    {
        ecs.Dispose();
        balancing.Dispose();
        await emulator.DisposeAsync();
    }

    [Fact]
    public async Task They_are_listed_by_ten_and_described_by_ten_at_most()
    {
        var all = Enumerable.Range(0, 11).Select(number => CreateService($"service-{number}").Arn).ToList();

        var page = await ecs.ListServicesAsync(new() { Cluster = "blue" });
        page.ServiceArns.Count.ShouldBe(10);
        (await ecs.ListServicesAsync(new() { Cluster = "blue", NextToken = page.NextToken })).ServiceArns.Concat(page.ServiceArns)
            .ShouldBe(all, ignoreOrder: true);
        (await ecs.ListServicesAsync(new() { Cluster = "blue", MaxResults = 100 })).ServiceArns.Count.ShouldBe(11);
        (await ecs.DescribeServicesAsync(new() { Cluster = "blue", Services = all[..10] })).Services.Count.ShouldBe(10);
        await Should.ThrowAsync<InvalidParameterException>(ecs.DescribeServicesAsync(new() { Cluster = "blue", Services = all }));
    }

    [Fact]
    public async Task One_is_described_with_its_target_groups_and_deployments()
    {
        var group = emulator.AddTargetGroup("calc");
        var created = CreateService("calc", new EmulatedTarget("web", 8081, group), new EmulatedTarget("web", 8082, null));
        emulator.Change(created with { EarlierDefinitions = ["arn:old"] });

        var answer = await ecs.DescribeServicesAsync(new() { Cluster = "blue", Services = ["calc", "gone"] });
        var service = answer.Services.ShouldHaveSingleItem();

        (service.ServiceName, service.Status, service.TaskDefinition).ShouldBe(("calc", "ACTIVE", created.DefinitionArn));
        service.LoadBalancers.Select(one => ((string?)one.TargetGroupArn, one.ContainerName, one.ContainerPort)).ShouldBe(
            [(group, "web", 8081), (null, "web", 8082)]);
        service.Deployments.Select(one => (one.Status, one.TaskDefinition)).ShouldBe(
            [("PRIMARY", created.DefinitionArn), ("ACTIVE", "arn:old")]);
        answer.Failures.ShouldHaveSingleItem().Reason.ShouldBe("MISSING");
    }

    [Fact]
    public async Task A_deleted_one_is_described_for_a_while_and_listed_no_longer()
    {
        emulator.Change(CreateService("calc") with { Status = "INACTIVE" });

        (await ecs.ListServicesAsync(new() { Cluster = "blue" })).ServiceArns.ShouldBeEmpty();
        (await ecs.DescribeServicesAsync(new() { Cluster = "blue", Services = ["calc"] })).Services.ShouldHaveSingleItem()
            .Status.ShouldBe("INACTIVE");
    }

    [Fact]
    public async Task A_target_group_leads_to_its_balancer_and_its_listeners()
    {
        var group = emulator.AddTargetGroup("calc");
        (await Groups(group)).ShouldHaveSingleItem().LoadBalancerArns.ShouldBeNull();
        var made = emulator.AddBalancer("blue", "network", new EmulatedListener(443, "TLS", group), new EmulatedListener(80, "TCP"));

        (await Groups(group)).ShouldHaveSingleItem().LoadBalancerArns.ShouldBe([made.Arn]);
        var balancer = (await balancing.DescribeLoadBalancersAsync(new() { LoadBalancerArns = [made.Arn] })).LoadBalancers
            .ShouldHaveSingleItem();
        (balancer.DNSName, balancer.CanonicalHostedZoneId, balancer.IpAddressType, balancer.Scheme, balancer.Type).ShouldBe(
            (made.DnsName, made.ZoneId, IpAddressType.Ipv4, LoadBalancerSchemeEnum.Internal, LoadBalancerTypeEnum.Network));
        var listeners = (await balancing.DescribeListenersAsync(new() { LoadBalancerArn = made.Arn })).Listeners;
        listeners.Select(one => (one.Port, one.Protocol)).ShouldBe([(443, ProtocolEnum.TLS), (80, ProtocolEnum.TCP)]);
        var action = listeners[0].DefaultActions.ShouldHaveSingleItem();
        (action.Type, action.TargetGroupArn, action.ForwardConfig.TargetGroups.ShouldHaveSingleItem().TargetGroupArn).ShouldBe(
            (ActionTypeEnum.Forward, group, group));
        listeners[1].DefaultActions.ShouldHaveSingleItem().Type.ShouldBe(ActionTypeEnum.FixedResponse);
    }

    [Fact]
    public async Task What_does_not_exist_fails_the_whole_call()
    {
        var group = emulator.AddTargetGroup("calc");

        await Should.ThrowAsync<TargetGroupNotFoundException>(Groups(group, "arn:gone"));
        await Should.ThrowAsync<LoadBalancerNotFoundException>(
            balancing.DescribeLoadBalancersAsync(new() { LoadBalancerArns = ["arn:gone"] }));
        await Should.ThrowAsync<LoadBalancerNotFoundException>(balancing.DescribeListenersAsync(new() { LoadBalancerArn = "arn:gone" }));
        await Should.ThrowAsync<AmazonElasticLoadBalancingV2Exception>(Groups([.. Enumerable.Repeat(group, 21)]));
        emulator.IsDown = true;
        await Should.ThrowAsync<AmazonElasticLoadBalancingV2Exception>(Groups(group));
    }

    private async Task<List<TargetGroup>> Groups(params List<string> arns) =>
        (await balancing.DescribeTargetGroupsAsync(new() { TargetGroupArns = arns })).TargetGroups;

    private EmulatedService CreateService(string name, params EmulatedTarget[] targets) =>
        emulator.CreateService(emulator.Register("calc", "awsvpc", new EmulatedContainerDefinition("web", "calc:7")), name, targets);
}
