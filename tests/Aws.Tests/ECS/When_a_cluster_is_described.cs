using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Tests.RealParts;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Aws.Tests.ECS;

/// <summary>Each operation against moto.</summary>
public sealed class When_a_cluster_is_described(Moto moto) : IAsyncLifetime
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");
    private EcsScene scene = null!;
    private AmazonECSClient ecs = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await EcsScene.CreateAsync(moto);
        ecs = new(
            Credentials, new AmazonECSConfig { ServiceURL = (await moto.EndpointAsync()).AbsoluteUri, AuthenticationRegion = "us-east-1" });
    }

    public ValueTask DisposeAsync()
    {
        scene?.Dispose();
        ecs?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Its_container_instances_are_listed_and_described()
    {
        var instance = await RunInstanceAsync();
        var arn = await scene.RegisterContainerInstanceAsync(instance);

        (await ecs.ListContainerInstancesAsync(new() { Cluster = scene.Cluster })).ContainerInstanceArns.ShouldBe([arn]);
        var described = await ecs.DescribeContainerInstancesAsync(new() { Cluster = scene.Cluster, ContainerInstances = [arn] });
        var machine = described.ContainerInstances.ShouldHaveSingleItem();
        (machine.ContainerInstanceArn, machine.Ec2InstanceId, machine.Status, machine.AgentConnected)
            .ShouldBe((arn, instance, "ACTIVE", true));
        described.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_container_instance_is_missing()
    {
        await scene.RegisterContainerInstanceAsync(await RunInstanceAsync());
        var unknown = Guid.NewGuid().ToString();
        var described = await ecs.DescribeContainerInstancesAsync(new() { Cluster = scene.Cluster, ContainerInstances = [unknown] });

        described.ContainerInstances.ShouldBeEmpty();
        described.Failures.ShouldHaveSingleItem().Reason.ShouldBe("MISSING");
    }

    [Fact]
    public async Task Its_tasks_are_listed_described_and_stopped()
    {
        var machine = await scene.RegisterContainerInstanceAsync(await RunInstanceAsync());
        var arn = await scene.RunTaskAsync();

        (await ecs.ListTasksAsync(new() { Cluster = scene.Cluster, DesiredStatus = DesiredStatus.RUNNING })).TaskArns.ShouldBe([arn]);
        var task = (await ecs.DescribeTasksAsync(new() { Cluster = scene.Cluster, Tasks = [arn] })).Tasks.ShouldHaveSingleItem();
        (task.TaskArn, task.ContainerInstanceArn, task.LaunchType, task.DesiredStatus).ShouldBe((arn, machine, LaunchType.EC2, "RUNNING"));

        var request = new StopTaskRequest { Cluster = scene.Cluster, Task = arn, Reason = "unhealthy: \"quoted\" & ünë" };
        var stopped = (await ecs.StopTaskAsync(request)).Task;
        (stopped.TaskArn, stopped.DesiredStatus, stopped.StoppedReason).ShouldBe((arn, "STOPPED", "unhealthy: \"quoted\" & ünë"));
        (await ecs.ListTasksAsync(new() { Cluster = scene.Cluster, DesiredStatus = DesiredStatus.RUNNING })).TaskArns.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_cluster_is_not_found()
    {
        var failure = await Should.ThrowAsync<ClusterNotFoundException>(ecs.ListTasksAsync(new() { Cluster = $"no-{scene.Cluster}" }));
        (failure.ErrorCode, failure.StatusCode).ShouldBe(("ClusterNotFoundException", System.Net.HttpStatusCode.BadRequest));
    }

    private async Task<string> RunInstanceAsync()
    {
        using var ec2 = new AmazonEC2Client(
            Credentials, new AmazonEC2Config { ServiceURL = (await moto.EndpointAsync()).AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var run = await ec2.RunInstancesAsync(
            new RunInstancesRequest("ami-12c6146b", 1, 1) { InstanceType = Amazon.EC2.InstanceType.T3Small });
        return run.Reservation.Instances.Single().InstanceId;
    }
}
