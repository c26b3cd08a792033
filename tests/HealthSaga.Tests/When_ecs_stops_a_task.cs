using Amazon.EC2;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Stopping;
using Pipeline.HealthSaga.Stopping.Ecs;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_ecs_stops_a_task(Moto moto)
{
    [Fact]
    public async Task It_is_stopped_with_the_reason_that_a_person_will_find()
    {
        var (ecs, scene, task) = await SetAsync();
        using var stopper = new EcsTaskStopper(ecs);

        var answer = await stopper.StopAsync(Order(scene, task), CancellationToken.None);

        answer.Outcome.ShouldBe(StopOutcome.Accepted);
        var described = (await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = scene.Cluster, Tasks = [task] })).Tasks.Single();
        (described.LastStatus, described.StoppedReason).ShouldBe(("STOPPED", "Unhealthy: calc on port 8081"));
    }

    [Fact]
    public async Task Stopped_twice_it_is_stopped_once_and_both_are_answered()
    {
        var (ecs, scene, task) = await SetAsync();
        using var stopper = new EcsTaskStopper(ecs);

        await stopper.StopAsync(Order(scene, task), CancellationToken.None);

        (await stopper.StopAsync(Order(scene, task), CancellationToken.None)).Outcome.ShouldBeOneOf(StopOutcome.Accepted, StopOutcome.Gone);
    }

    [Fact]
    public async Task One_that_is_unknown_counts_as_stopped()
    {
        var (ecs, scene, task) = await SetAsync();
        using var stopper = new EcsTaskStopper(ecs);

        (await stopper.StopAsync(Order(scene, task[..^4] + "0000"), CancellationToken.None)).Outcome.ShouldBe(StopOutcome.Gone);
    }

    [Fact]
    public async Task One_of_a_cluster_that_cannot_be_asked_is_not_taken_for_gone()
    {
        var (ecs, scene, task) = await SetAsync();
        using var stopper = new EcsTaskStopper(ecs);

        var answer = await stopper.StopAsync(
            Order(scene, task) with { Task = new EcsTask(task, "no-such-cluster", "calc:1", "web") }, CancellationToken.None);

        answer.Outcome.ShouldBe(StopOutcome.Failed);
        answer.Text.ShouldContain("ClusterNotFoundException");
    }

    [Theory]
    [InlineData("""{"tasks":[],"failures":[]}""", StopOutcome.Failed)]
    [InlineData("""{"tasks":[],"failures":[{"arn":"arn:1","reason":"ACCESS_DENIED"}]}""", StopOutcome.Failed)]
    [InlineData("""{"tasks":[],"failures":[{"arn":"arn:1","reason":"MISSING"},{"arn":"arn:1","reason":"TIMEOUT"}]}""", StopOutcome.Failed)]
    [InlineData("""{"tasks":[{"taskArn":"arn:1","lastStatus":"RUNNING"}]}""", StopOutcome.Failed)]
    [InlineData("", StopOutcome.Failed)]
    [InlineData("{}", StopOutcome.Failed)]
    [InlineData("<html>Sign in</html>", StopOutcome.Failed)]
    [InlineData("""{"tasks":[{"taskArn":"arn:1","lastStatus":"STOPPED"}]}""", StopOutcome.Gone)]
    [InlineData("""{"tasks":[],"failures":[{"arn":"arn:1","reason":"MISSING"}]}""", StopOutcome.Gone)]
    public async Task Failure_53_a_task_is_gone_only_if_ecs_says_so(string description, StopOutcome outcome)
    {
        await using var peer = new WirePeer(request => request.Headers["X-Amz-Target"].EndsWith("StopTask", StringComparison.Ordinal)
            ? new(400, """{"__type":"InvalidParameterException","message":"no such task"}""")
            : new(200, description));

        (await StopAsync(peer)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Failure_53_an_order_that_nobody_answers_is_not_carried_out()
    {
        var cut = new Said(200, """{"task":{"taskArn":"arn:1"}}""") { IsCut = true };
        await using var peer = WirePeer.Saying(cut);

        (await StopAsync(peer)).Outcome.ShouldBe(StopOutcome.Failed);
    }

    private static async Task<StopAnswer> StopAsync(WirePeer peer)
    {
        using var ecs = new AmazonECSClient(new BasicAWSCredentials("testing", "testing"), new AmazonECSConfig
        {
            ServiceURL = peer.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
        using var stopper = new EcsTaskStopper(ecs);
        return await stopper.StopAsync(Order("cluster", "arn:1"), CancellationToken.None);
    }

    private static StopTask Order(EcsScene scene, string task) => Order(scene.Cluster, task);

    private static StopTask Order(string cluster, string task) => new()
    {
        ContainerId = "c1",
        Run = ModelHost.Start,
        Host = "red",
        Task = new EcsTask(task, cluster, "calc:1", "web"),
        Reason = "Unhealthy: calc on port 8081",
    };

    private async Task<(AmazonECSClient Ecs, EcsScene Scene, string Task)> SetAsync()
    {
        var endpoint = (await moto.EndpointAsync()).AbsoluteUri;
        var credentials = new BasicAWSCredentials("testing", "testing");
        using var ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        var machine = await ec2.RunInstancesAsync(new("ami-12c6146b", 1, 1) { InstanceType = InstanceType.T3Small });
        var scene = await EcsScene.CreateAsync(moto);
        await scene.RegisterContainerInstanceAsync(machine.Reservation.Instances[0].InstanceId);
        var ecs = new AmazonECSClient(
            credentials, new AmazonECSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 1 });
        return (ecs, scene, await scene.RunTaskAsync());
    }
}
