using Pipeline.Clusters.Tasks;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Clusters.Tests;

public sealed class When_a_cluster_is_resynced
{
    [Fact]
    public async Task Failure_66_tasks_of_which_no_event_told_are_stated()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        cluster.Ecs.IsSilent = true;
        for (var task = 1; task <= 120; task++) cluster.Run($"10.0.0.{task}");

        (await cluster.ResyncAsync()).Stated.ShouldBe(120);

        cluster.Answers("calc").Count().ShouldBe(120);
        cluster.Ecs.Calls["ListTasks"].ShouldBe(2);
        cluster.Ecs.Calls["DescribeTasks"].ShouldBe(2);
    }

    [Fact]
    public async Task A_definition_is_asked_for_once()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var definition = cluster.Register("calc");
        for (var task = 1; task <= 20; task++)
            cluster.Ecs.Start(cluster.Ecs.Run(definition, "FARGATE", new("eni-1", $"10.0.0.{task}")).Id);

        await cluster.DeliverAsync(cluster.Ecs.Events);
        await cluster.ResyncAsync();

        cluster.Ecs.Calls["DescribeTaskDefinition"].ShouldBe(1);
    }

    [Fact]
    public async Task An_end_that_no_event_told_is_found()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var (stopped, forgotten) = (cluster.Run("10.0.0.1"), cluster.Run("10.0.0.2"));
        cluster.Run("10.0.0.3");
        await cluster.ResyncAsync();
        cluster.Ecs.End(stopped.Id);
        cluster.Ecs.Forget(forgotten.Id);

        (await cluster.ResyncAsync()).Gone.ShouldBe(2);

        cluster.Answers("calc").ShouldBe(["10.0.0.3:80/tcp"]);
    }

    [Fact]
    public async Task Failure_63_absence_from_a_list_withdraws_nothing()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var task = cluster.Run("10.0.0.1");
        await cluster.ResyncAsync();
        cluster.Ecs.Unlist(task.Id);

        (await cluster.ResyncAsync()).Gone.ShouldBe(0);

        cluster.Answers("calc").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Failure_64_an_ECS_that_does_not_answer_withdraws_nobody()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var task = cluster.Run("10.0.0.1");
        await cluster.ResyncAsync();
        cluster.Ecs.End(task.Id);
        cluster.Ecs.IsDown = true;

        await Should.ThrowAsync<EcsUnavailableException>(cluster.ResyncAsync());

        cluster.Answers("calc").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Each_renews_the_leases_of_its_tasks()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var host = TaskHost.NameOf(cluster.Run("10.0.0.1").Id);
        await cluster.DeliverAsync(cluster.Ecs.Events);
        var before = cluster.Registry.Leases[host].LastHeard;

        await cluster.ResyncAsync();

        cluster.Registry.Leases[host].LastHeard.ShouldBe(before + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_event_that_is_older_than_a_resync_changes_nothing_and_a_newer_one_does()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var task = cluster.Run("10.0.0.1");
        await cluster.ResyncAsync();
        var told = cluster.Ecs.Events;

        await cluster.DeliverAsync(told);
        cluster.Answers("calc").Count().ShouldBe(1);
        cluster.Ecs.BeginStop(task.Id);
        await cluster.DeliverAsync(cluster.Ecs.Events.Skip(told.Count));

        cluster.Answers("calc").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_brings_the_health_that_no_event_tells()
    {
        await using var cluster = await ClusterUnderTest.StartAsync();
        var task = cluster.Run("10.0.0.1");
        cluster.Ecs.SetHealth(task.Id, "web", "UNHEALTHY");

        await cluster.ResyncAsync();

        cluster.Told.OfType<HostReported>().Last().Containers.ShouldHaveSingleItem().Health.ShouldBe(EngineHealth.Unhealthy);
    }
}
