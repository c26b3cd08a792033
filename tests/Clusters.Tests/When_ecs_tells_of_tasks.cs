using Pipeline.Consuming.Rejecting;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Clusters.Tests;

public sealed class When_ecs_tells_of_tasks
{
    [Fact]
    public async Task A_task_that_runs_answers_at_its_own_address()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        cluster.Run("10.0.0.7");

        await cluster.DeliverAsync(cluster.Ecs.Events);

        cluster.Answers("calc").ShouldBe(["10.0.0.7:80/tcp"]);
    }

    [Fact]
    public async Task A_task_that_is_to_stop_is_withdrawn_while_it_still_runs()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var task = cluster.Run("10.0.0.7");
        cluster.Ecs.BeginStop(task.Id, "SpotInterruption", "Your Spot Task was interrupted.");

        await cluster.DeliverAsync(cluster.Ecs.Events);

        cluster.Answers("calc").ShouldBeEmpty();
        cluster.Registry.Hosts[TaskHost.NameOf(task.Id)].Status.ShouldBe(HostStatus.Left);
    }

    [Fact]
    public async Task Nothing_is_said_before_a_container_runs()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        cluster.Ecs.Run(cluster.Register("calc"), "FARGATE", new("eni-1", "10.0.0.7"));

        await cluster.DeliverAsync(cluster.Ecs.Events);

        cluster.Registry.Hosts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_launch_type_that_agents_report_is_left_to_them()
    {
        await using var cluster = await ClusterUnderTest.StartAsync("FARGATE");
        cluster.Run("10.0.0.7", "EC2");

        await cluster.DeliverAsync(cluster.Ecs.Events);
        await cluster.ResyncAsync();

        cluster.Registry.Hosts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_is_reached_at_its_machine_where_that_publishes_its_port()
    {
        await using var cluster = await ClusterUnderTest.StartAsync("EXTERNAL");
        var machine = cluster.Ecs.AddInstance("mi-1", ("pipeline.address", "10.0.1.5"));
        cluster.Ecs.Start(cluster.Ecs.Run(cluster.Register("calc", "bridge", hostPort: 32768), "EXTERNAL", on: machine).Id);

        await cluster.DeliverAsync(cluster.Ecs.Events);

        cluster.Answers("calc").ShouldBe(["10.0.1.5:32768/tcp"]);
    }

    [Fact]
    public async Task A_machine_that_drains_withdraws_nothing_by_itself()
    {
        await using var cluster = await ClusterUnderTest.StartAsync("EXTERNAL");
        var machine = cluster.Ecs.AddInstance("mi-1", ("pipeline.address", "10.0.1.5"));
        cluster.Ecs.Start(cluster.Ecs.Run(cluster.Register("calc", "bridge", hostPort: 32768), "EXTERNAL", on: machine).Id);
        await cluster.DeliverAsync(cluster.Ecs.Events);

        cluster.Ecs.Change(machine with { Status = "DRAINING" });
        await cluster.ResyncAsync();

        cluster.Answers("calc").Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_container_of_which_an_agent_speaks_too_is_one_instance()
    {
        await using var cluster = await ClusterUnderTest.StartAsync("EXTERNAL");
        var machine = cluster.Ecs.AddInstance("mi-1", ("pipeline.address", "10.0.1.5"));
        var task = cluster.Ecs.Start(
            cluster.Ecs.Run(cluster.Register("calc", "bridge", hostPort: 32768), "EXTERNAL", on: machine).Id);
        await cluster.ResyncAsync();
        var container = cluster.Told.OfType<HostReported>().Last().Containers.ShouldHaveSingleItem();

        for (var report = 1; report <= 3; report++)
        {
            await cluster.PublishAsync(new HostReported
            {
                Host = new HostIdentity("machine", "10.0.1.5"),
                Stamp = new Stamp(1, report) { Incarnation = "agent" },
                At = cluster.Time.GetUtcNow(),
                Interval = TimeSpan.FromSeconds(30),
                Engine = "docker",
                Containers = [container],
            }, CancellationToken.None);
            await cluster.ResyncAsync();
        }

        cluster.Registry.Containers.Keys.ShouldBe([task.Containers.Single().RuntimeId!]);
        cluster.Answers("calc").ShouldBe(["10.0.1.5:32768/tcp"]);
    }

    [Theory]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":{"taskArn":7}}""")]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":[]}""")]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs"}""")]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":null}""")]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":{"taskArn":"a/b/..","version":1}}""")]
    [InlineData("""{"detail-type":"ECS Deployment State Change","source":"aws.ecs","detail":{}}""")]
    [InlineData("""{"detail-type":"ECS Task State Change","source":"aws.ecs","detail":{"taskArn":null,"clusterArn":null}}""")]
    [InlineData("{}")]
    public void What_is_no_event_about_a_task_is_rejected(string message) =>
        Should.Throw<MessageRejectedException>(() => Events.TaskEventReader.Read(ClusterUnderTest.Read(message)));
}
