using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Leases.Aws;
using Pipeline.Tests.RealParts;
using Host = Pipeline.Core.Hosts.Host;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Projector.Tests.Leases;

public sealed class Asking_AWS(Moto moto) : IAsyncLifetime
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");

    /// <summary>After every launch here.</summary>
    private static readonly DateTimeOffset Later = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private string endpoint = "";
    private EcsScene scene = null!;
    private AmazonEC2Client ec2 = null!;
    private AmazonECSClient ecs = null!;

    public async ValueTask InitializeAsync()
    {
        endpoint = (await moto.EndpointAsync()).AbsoluteUri;
        scene = await EcsScene.CreateAsync(moto);
        ec2 = Ec2At(endpoint);
        ecs = new(Credentials, EcsAt(endpoint));
    }

    public ValueTask DisposeAsync()
    {
        scene?.Dispose();
        ec2?.Dispose();
        ecs?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_running_instance_vouches_for_the_host_of_its_name()
    {
        var instance = await RunAsync();
        await scene.RegisterContainerInstanceAsync(instance.InstanceId);

        (await AskAsync(named: instance.InstanceId)).ShouldBe(
            new WitnessReport(Presence.Running, $"EC2 {instance.InstanceId} is running, its ECS agent connected"));
    }

    [Fact]
    public async Task A_running_instance_vouches_for_the_host_at_its_address()
    {
        var instance = await RunAsync();

        (await AskAsync(named: "ip-10-0-1-5", at: instance.PrivateIpAddress)).Presence.ShouldBe(Presence.Running);
    }

    [Fact]
    public async Task An_instance_launched_after_the_hosts_last_word_is_another_machine()
    {
        var instance = await RunAsync();

        (await AskAsync(
            named: "ip-10-0-1-5",
            at: instance.PrivateIpAddress,
            lastHeard: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero))).Presence
            .ShouldBe(Presence.Gone);
    }

    [Fact]
    public async Task A_running_instance_with_a_disconnected_agent_is_a_live_host()
    {
        var instance = await RunAsync();
        await scene.RegisterContainerInstanceAsync(instance.InstanceId);
        using var disconnected = new DisconnectedAgents(Credentials, EcsAt(endpoint));

        (await AskAsync(named: instance.InstanceId, agents: disconnected)).ShouldBe(
            new WitnessReport(Presence.Running, $"EC2 {instance.InstanceId} is running, its ECS agent disconnected"));
    }

    [Fact]
    public async Task A_terminated_instance_is_a_host_that_is_gone()
    {
        var instance = await RunAsync();
        await scene.RegisterContainerInstanceAsync(instance.InstanceId);
        await ec2.TerminateInstancesAsync(new TerminateInstancesRequest([instance.InstanceId]));

        (await AskAsync(named: instance.InstanceId)).Presence.ShouldBe(Presence.Gone);
        (await AskAsync(named: "ip-10-0-1-5", at: instance.PrivateIpAddress)).Presence.ShouldBe(Presence.Gone);
    }

    [Fact]
    public async Task A_stopped_instance_is_a_host_that_is_gone()
    {
        var instance = await RunAsync();
        await ec2.StopInstancesAsync(new StopInstancesRequest([instance.InstanceId]));

        (await AskAsync(named: instance.InstanceId)).Presence.ShouldBe(Presence.Gone);
    }

    [Fact]
    public async Task An_instance_that_EC2_has_forgotten_is_a_host_that_is_gone()
    {
        (await AskAsync(named: "i-00000000000000000"))
            .ShouldBe(new WitnessReport(Presence.Gone, "EC2 knows no i-00000000000000000, not in the ECS cluster"));
        (await AskAsync(named: "ip-10-0-1-5", at: "203.0.113.9")).Presence.ShouldBe(Presence.Gone);
    }

    [Fact]
    public async Task When_EC2_cannot_be_asked_a_connected_agent_vouches_for_the_host()
    {
        var instance = await RunAsync();
        await scene.RegisterContainerInstanceAsync(instance.InstanceId);
        using var nobody = Ec2At("http://127.0.0.1:1/");

        (await AskAsync(named: instance.InstanceId, machines: nobody)).Presence.ShouldBe(Presence.Running);
    }

    [Fact]
    public async Task When_EC2_cannot_be_asked_nothing_else_is_certain()
    {
        var instance = await RunAsync();
        using var nobody = Ec2At("http://127.0.0.1:1/");

        (await AskAsync(named: instance.InstanceId, machines: nobody)).Presence.ShouldBe(Presence.Uncertain);
        (await AskAsync(named: "ip-10-0-1-5", at: instance.PrivateIpAddress, machines: nobody)).Presence.ShouldBe(Presence.Uncertain);
    }

    [Fact]
    public async Task When_ECS_cannot_be_asked_EC2s_word_stands()
    {
        var (runs, ended) = (await RunAsync(), await RunAsync());
        await ec2.TerminateInstancesAsync(new TerminateInstancesRequest([ended.InstanceId]));
        using var nobody = new AmazonECSClient(Credentials, EcsAt("http://127.0.0.1:1/"));

        (await AskAsync(named: runs.InstanceId, agents: nobody)).Presence.ShouldBe(Presence.Running);
        (await AskAsync(named: ended.InstanceId, agents: nobody)).Presence.ShouldBe(Presence.Gone);
    }

    [Fact]
    public async Task A_silent_task_is_no_machine_and_only_ECS_says_that_it_ended()
    {
        using var nobody = new AmazonECSClient(Credentials, EcsAt("http://127.0.0.1:1/"));

        (await AskAsync(named: "task-0123456789abcdef0123456789abcdef", at: "203.0.113.9", agents: nobody)).Presence
            .ShouldBe(Presence.Uncertain);
    }

    [Fact]
    public async Task Many_hosts_are_asked_about_at_once()
    {
        var (byName, byAddress) = (await RunAsync(), await RunAsync());

        var said = await new AwsHostWitness(new Ec2Machines(ec2), agents: null, new EcsTasks(ecs, cluster: null)).AskAsync(
            [
                AHost(byName.InstanceId, byName.PrivateIpAddress),
                AHost("ip-10-0-1-5", byAddress.PrivateIpAddress),
                AHost("elsewhere", "203.0.113.9"),
            ],
            CancellationToken.None);

        said.ToDictionary(one => one.Key, one => one.Value.Presence).ShouldBe(new Dictionary<string, Presence>
        {
            [byName.InstanceId] = Presence.Running,
            ["ip-10-0-1-5"] = Presence.Running,
            ["elsewhere"] = Presence.Gone,
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<DescribeInstancesResponse/>")]
    [InlineData("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>")]
    [InlineData(
        "<DescribeInstancesResponse><requestId>r</requestId><reservationSet><item><instancesSet><item>"
        + "<instanceId>i-0123456789abcdef0</instanceId></item></instancesSet></item></reservationSet></DescribeInstancesResponse>")]
    [InlineData("<DescribeInstancesResponse><requestId>r</requestId>")]
    [InlineData("{}")]
    public async Task Failure_53_a_machine_that_nobody_answers_for_is_not_gone(string body)
    {
        await using var peer = WirePeer.Saying(new Said(200, body) { RequestId = null });
        using var machines = Ec2At(peer.Endpoint.AbsoluteUri);
        using var agents = new AmazonECSClient(Credentials, EcsAt(peer.Endpoint.AbsoluteUri));

        (await AskAsync(named: "i-0123456789abcdef0", machines: machines, agents: agents)).Presence.ShouldBe(Presence.Uncertain);
    }

    [Theory]
    [InlineData("""{"containerInstances":[],"failures":[{"arn":"arn:i","reason":"TIMEOUT"}]}""")]
    [InlineData("""{"containerInstances":[],"failures":[]}""")]
    [InlineData("""{"containerInstances":[{"containerInstanceArn":"arn:i","ec2InstanceId":"i-1"}]}""")]
    [InlineData("<html><body>Sign in</body></html>")]
    public async Task Failure_53_an_agent_that_ECS_does_not_describe_is_neither_there_nor_missing(string description)
    {
        await using var peer = new WirePeer(request => request.Headers["X-Amz-Target"].Contains("List", StringComparison.Ordinal)
            ? new(200, """{"containerInstanceArns":["arn:i"]}""")
            : new(200, description));
        using var agents = new AmazonECSClient(Credentials, EcsAt(peer.Endpoint.AbsoluteUri));

        var (found, failure) = await new EcsAgents(agents, "cluster").FindAsync(new HashSet<string> { "i-1" }, CancellationToken.None);

        found.ShouldBeEmpty();
        failure.ShouldNotBeNull();
    }

    private static AmazonEC2Client Ec2At(string endpoint) =>
        new(Credentials, new AmazonEC2Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static AmazonECSConfig EcsAt(string endpoint) =>
        new() { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };

    private static (Host, HostLease) AHost(string name, string address, DateTimeOffset? lastHeard = null) =>
        (new Host { Id = Host.StreamOf(name), Address = address, Status = HostStatus.Suspected },
            new HostLease { Id = name, LastHeard = lastHeard ?? Later });

    private async Task<WitnessReport> AskAsync(
        string named, string at = "10.0.1.5", DateTimeOffset? lastHeard = null, IAmazonEC2? machines = null, IAmazonECS? agents = null)
    {
        var witness = new AwsHostWitness(
            new Ec2Machines(machines ?? ec2), new EcsAgents(agents ?? ecs, scene.Cluster), new EcsTasks(agents ?? ecs, scene.Cluster));
        return (await witness.AskAsync([AHost(named, at, lastHeard)], CancellationToken.None))[named];
    }

    private async Task<Instance> RunAsync() => (await ec2.RunInstancesAsync(
        new RunInstancesRequest("ami-12c6146b", 1, 1) { InstanceType = Amazon.EC2.InstanceType.T3Small })).Reservation.Instances.Single();

    /// <summary>ECS as it is, but for agents that are out of touch, which moto cannot have.</summary>
    private sealed class DisconnectedAgents(AWSCredentials credentials, AmazonECSConfig config) : AmazonECSClient(credentials, config)
    {
        public override async Task<DescribeContainerInstancesResponse> DescribeContainerInstancesAsync(
            DescribeContainerInstancesRequest request, CancellationToken cancellationToken = default)
        {
            var described = await base.DescribeContainerInstancesAsync(request, cancellationToken);
            foreach (var instance in described.ContainerInstances) instance.AgentConnected = false;
            return described;
        }
    }
}
