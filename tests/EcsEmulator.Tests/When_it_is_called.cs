using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tests.EcsEmulator.Model;
using Task = System.Threading.Tasks.Task;

namespace Pipeline.Tests.EcsEmulator.Tests;

public sealed class When_it_is_called : IAsyncLifetime
{
    private static readonly EmulatedContainerDefinition Web = new("web", "calc:7")
    {
        Secrets = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("PASSWORD", "arn:secret"),
    };

    private readonly FakeTimeProvider time = new();
    private Emulator emulator = null!;
    private AmazonECSClient ecs = null!;

    public async ValueTask InitializeAsync()
    {
        emulator = await Emulator.StartAsync(rules: new Rules { Page = 2 }, time: time);
        ecs = new(new BasicAWSCredentials("testing", "testing"), new AmazonECSConfig
        {
            ServiceURL = emulator.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
    }

    public async ValueTask DisposeAsync()
    {
        ecs.Dispose();
        await emulator.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_are_listed_page_by_page_without_those_that_are_to_stop()
    {
        var tasks = Enumerable.Range(0, 4).Select(_ => RunTask()).ToList();
        emulator.BeginStop(tasks[0].Id);

        var first = await ecs.ListTasksAsync(new() { Cluster = "blue" });
        var second = await ecs.ListTasksAsync(new() { Cluster = emulator.ClusterArn, NextToken = first.NextToken });

        first.TaskArns.Concat(second.TaskArns).ShouldBe(tasks.Skip(1).Select(task => task.Arn), ignoreOrder: true);
        (first.TaskArns.Count, second.NextToken).ShouldBe((2, null));
    }

    [Fact]
    public async Task A_stopped_task_is_described_for_an_hour_and_then_missing()
    {
        var task = RunTask();
        emulator.BeginStop(task.Id, "SpotInterruption", "Your Spot Task was interrupted.");
        emulator.End(task.Id);

        var known = (await DescribeAsync(task)).Tasks.ShouldHaveSingleItem();
        (known.DesiredStatus, known.LastStatus, known.StopCode, known.Version)
            .ShouldBe(("STOPPED", "STOPPED", TaskStopCode.SpotInterruption, 4L));
        time.Advance(TimeSpan.FromMinutes(61));
        (await DescribeAsync(task)).Failures.ShouldHaveSingleItem().Reason.ShouldBe("MISSING");
    }

    [Fact]
    public async Task What_it_does_not_have_is_refused_as_documented()
    {
        await Should.ThrowAsync<ClusterNotFoundException>(ecs.ListTasksAsync(new() { Cluster = "red" }));
        await Should.ThrowAsync<InvalidParameterException>(ecs.DescribeTasksAsync(new() { Cluster = "blue", Tasks = ["1", "2", "3"] }));
        await Should.ThrowAsync<InvalidParameterException>(ecs.StopTaskAsync(new() { Cluster = "blue", Task = "none" }));
        await Should.ThrowAsync<ClientException>(ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "none:1" }));
    }

    [Fact]
    public async Task A_hundred_reads_at_once_are_answered_then_twenty_per_second()
    {
        for (var call = 0; call < 100; call++) await ecs.ListTasksAsync(new() { Cluster = "blue" });

        (await Should.ThrowAsync<AmazonECSException>(ecs.ListTasksAsync(new() { Cluster = "blue" })))
            .ErrorCode.ShouldBe("ThrottlingException");
        time.Advance(TimeSpan.FromMilliseconds(50));
        await ecs.ListTasksAsync(new() { Cluster = "blue" });
        emulator.Throttled.ShouldBe(1);
    }

    [Fact]
    public async Task A_task_that_is_told_to_stop_still_runs_and_an_event_tells_it()
    {
        var task = RunTask();

        await ecs.StopTaskAsync(new() { Cluster = "blue", Task = task.Arn, Reason = "sick" });

        var told = JsonNode.Parse(emulator.Events[^1])!;
        ((string?)told["detail-type"], (string?)told["source"]).ShouldBe(("ECS Task State Change", "aws.ecs"));
        var detail = told["detail"]!;
        ((string?)detail["desiredStatus"], (string?)detail["containers"]![0]!["lastStatus"], (long?)detail["version"])
            .ShouldBe(("STOPPED", "RUNNING", 3L));
        ((string?)detail["stopCode"], (string?)detail["stoppedReason"]).ShouldBe(("UserInitiated", "sick"));
        ((string?)detail["createdAt"]).ShouldEndWith("Z");
    }

    [Fact]
    public async Task Health_is_in_answers_and_never_in_events()
    {
        var task = RunTask();
        emulator.SetHealth(task.Id, "web", "UNHEALTHY");

        (await DescribeAsync(task)).Tasks.Single().Containers.Single().HealthStatus.ShouldBe(HealthStatus.UNHEALTHY);
        emulator.Events.ShouldAllBe(told => !told.Contains("healthStatus"));
        emulator.Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_definition_names_its_secrets_and_not_what_they_are()
    {
        var definition = emulator.Register("calc", "awsvpc", Web);

        var known = (await ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = definition.Arn })).TaskDefinition;

        (known.Family, known.Revision, known.NetworkMode).ShouldBe(("calc", 1, NetworkMode.Awsvpc));
        known.ContainerDefinitions.ShouldHaveSingleItem().Environment.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_instance_is_described_with_its_attributes()
    {
        var machine = emulator.AddInstance("i-1", ("rack", "7"));

        var known = await ecs.DescribeContainerInstancesAsync(new() { Cluster = "blue", ContainerInstances = [machine.Arn, "none"] });

        var instance = known.ContainerInstances.ShouldHaveSingleItem();
        (instance.Ec2InstanceId, instance.Attributes.Single().Value).ShouldBe(("i-1", "7"));
        known.Failures.ShouldHaveSingleItem().Reason.ShouldBe("MISSING");
    }

    private EmulatedTask RunTask() =>
        emulator.Start(emulator.Run(emulator.Register("calc", "awsvpc", Web), "FARGATE", new("eni-1", "10.0.0.7")).Id);

    private Task<DescribeTasksResponse> DescribeAsync(EmulatedTask task) =>
        ecs.DescribeTasksAsync(new() { Cluster = "blue", Tasks = [task.Arn] });
}
