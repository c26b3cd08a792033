using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Stopping;

namespace Pipeline.HealthSaga.Tests;

/// <summary>
/// ECS stops tasks, not containers: what a sick container shares its task with leaves DNS first, or keeps it from being stopped.
/// </summary>
public sealed class When_a_task_sickens(RealPostgres postgres)
{
    private static readonly GovernorPolicy FloorOnly = GovernorPolicy.Off with { Floor = 0.5 };

    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task Failure_24_a_sick_container_does_not_take_the_last_healthy_instance_of_another_service_with_it()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), governor: FloorOnly);
        await using var sick = new WebService();
        await using var well = new WebService();
        await saga.StateAsync(
            red.Started(Of("pair", "front", "calc", sick)), red.Started(Of("pair", "back", "time", well)),
            red.Started(Of("other", "calc-2", "calc", well)));
        foreach (var container in (string[])["front", "back", "calc-2"]) await saga.StandsAsync(container, HealthState.Healthy);

        sick.Manner = Manner.Fails;

        var story = await saga.StandsAsync("front", HealthState.Spared);
        story.Saga.Cause.ShouldBe("floor: too few instances of time would stay healthy, which runs in the same task");
        saga.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_it_is_out_of_DNS_before_it_is_stopped_and_returns_if_it_stays()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), governor: FloorOnly);
        saga.Stop = _ => new StopAnswer(StopOutcome.Failed, "the cluster is away");
        await using var sick = new WebService();
        await using var well = new WebService();
        await saga.StateAsync(
            red.Started(Of("pair", "front", "calc", sick)), red.Started(Of("pair", "back", "time", well)),
            red.Started(Of("other", "calc-2", "calc", well)), red.Started(Of("other", "time-2", "time", well)));
        foreach (var container in (string[])["front", "back", "calc-2", "time-2"]) await saga.StandsAsync(container, HealthState.Healthy);

        sick.Manner = Manner.Fails;
        await Eventually.ThatAsync(() => saga.Said.OfType<StopTask>().Any(), "the task is ordered to stop", TimeSpan.FromSeconds(60));

        var said = saga.Said.ToList();
        said.Take(said.FindIndex(one => one is StopTask)).OfType<ContainerCondemned>().Select(one => one.ContainerId).Distinct()
            .ShouldBe(["front", "back"], ignoreOrder: true);
        (await saga.StandsAsync("back", HealthState.Draining)).Timeline
            .ShouldContain(moment => moment.What.Contains("another container of its task is being removed"));

        await saga.StateAsync(red.Stopped("front"));
        await saga.StandsAsync("front", HealthState.Stopped);
        (await saga.StandsAsync("back", HealthState.Draining)).Saga.State.ShouldBe("Draining", "its task is about to end");
    }

    [Fact]
    public async Task A_stop_that_is_stuck_does_not_end_a_container_that_a_person_released_since()
    {
        var impatient = HealthSagaUnderTest.Quick with { StopWithin = TimeSpan.FromSeconds(2), StuckAgainAfter = TimeSpan.FromSeconds(1) };
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), impatient, FloorOnly);
        saga.Stop = _ => new StopAnswer(StopOutcome.Failed, "the cluster is away");
        await using var sick = new WebService();
        await using var well = new WebService();
        await saga.StateAsync(
            red.Started(Of("pair", "front", "calc", sick)), red.Started(Of("pair", "back", "time", well)),
            red.Started(Of("other", "calc-2", "calc", well)), red.Started(Of("other", "time-2", "time", well)));
        foreach (var container in (string[])["front", "back", "calc-2", "time-2"]) await saga.StandsAsync(container, HealthState.Healthy);
        sick.Manner = Manner.Fails;
        await saga.StandsAsync("front", HealthState.Stuck);

        await saga.Reader.OrderAsync("back", HealthTrigger.Released, CancellationToken.None);
        await saga.StandsAsync("back", HealthState.Released);

        await Eventually.GetAsync(
            () => saga.Reader.StoryAsync("front", CancellationToken.None),
            story => story!.Timeline.Any(moment => moment.What.Contains("stop withheld: name-of-back of the same task answers again")),
            "the stop is not requested any more",
            TimeSpan.FromSeconds(60));
        (await saga.StandsAsync("front", HealthState.Spared)).Timeline
            .ShouldContain(moment => moment.What.Contains("a person released name-of-back"));
    }

    [Fact]
    public async Task A_container_whose_sibling_recovers_answers_again()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), HealthSagaUnderTest.Quick with { Ttl = TimeSpan.FromMinutes(5) }, FloorOnly);
        await using var sick = new WebService();
        await using var well = new WebService();
        await saga.StateAsync(
            red.Started(Of("pair", "front", "calc", sick)), red.Started(Of("pair", "back", "time", well, check: "none")),
            red.Started(Of("other", "calc-2", "calc", well)), red.Started(Of("other", "time-2", "time", well)));
        foreach (var container in (string[])["front", "back", "calc-2", "time-2"]) await saga.StandsAsync(container, HealthState.Healthy);
        sick.Manner = Manner.Fails;
        await saga.StandsAsync("front", HealthState.Draining);
        await saga.StandsAsync("back", HealthState.Draining);

        sick.Manner = Manner.Serves;

        await saga.StandsAsync("front", HealthState.Healthy);
        await saga.StandsAsync("back", HealthState.Healthy);
        await Eventually.ThatAsync(
            () => saga.Said.OfType<ContainerReinstated>().Select(one => one.ContainerId).Distinct().Count() == 2, "both may answer again");
        saga.Said.OfType<StopTask>().ShouldBeEmpty();
    }

    private ContainerSnapshot Of(string task, string id, string service, WebService at, string? check = null) =>
        ModelHost.Container(id, red.Claim(service, at.Port) with { Check = check }) with
        {
            Task = new EcsTask($"arn:aws:ecs:eu-west-1:111122223333:task/apps/{task}", "apps", "pair", id),
        };
}
