using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_a_container_sickens(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task It_leaves_in_order_and_is_stopped_once()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);

        service.Manner = Manner.Fails;
        await saga.StandsAsync("c1", HealthState.Stopping);
        await Eventually.ThatAsync(() => saga.Said.OfType<StopTask>().Any(), "it is ordered to stop");
        await saga.StateAsync(red.Stopping("c1"), red.Stopped("c1"));

        var story = await saga.StandsAsync("c1", HealthState.Stopped);
        saga.Said.Select(said => said.GetType()).Distinct().ShouldBe([typeof(ContainerCondemned), typeof(StopTask)]);
        saga.Said.OfType<StopTask>().Single().Reason.ShouldContain("last: HTTP 500");
        story.Timeline.Where(moment => moment.Kind == "StateChanged").Select(moment => moment.What.Split(':')[0]).ShouldBe(
            [
                "starting → healthy", "healthy → failing", "failing → ejecting",
                "ejecting → draining", "draining → stopping", "stopping → stopped",
            ]);
        story.Timeline.ShouldContain(moment => moment.What == "health decision 1 applied: change change-1");
        story.Timeline.Count(moment => moment.What.Contains("HTTP 500 (")).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("Hangs", "no answer within 1 s")]
    [InlineData("Redirects", "HTTP 302")]
    [InlineData("BreaksOff", "")]
    [InlineData("Babbles", "")]
    public async Task Whatever_it_does_instead_of_answering_is_a_failure(string manner, string text)
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);

        service.Manner = Enum.Parse<Manner>(manner);

        var condemned = await Eventually.GetAsync(
            () => Task.FromResult(saga.Said.OfType<ContainerCondemned>().FirstOrDefault()),
            said => said is not null,
            "it is condemned",
            TimeSpan.FromSeconds(60));
        condemned!.Reason.ShouldContain(text);
    }

    [Fact]
    public async Task One_that_refuses_connections_and_recovers_while_it_drains_is_reinstated()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), HealthSagaUnderTest.Quick with { Ttl = TimeSpan.FromMinutes(5) });
        await using var service = new WebService();
        await saga.StateAsync(red.Started(ModelHost.Container("c1", red.Claim("calc", service.Port) with { Check = "tcp" })));
        await saga.StandsAsync("c1", HealthState.Healthy);

        service.Refuse();
        await saga.StandsAsync("c1", HealthState.Draining);
        service.Listen();

        await saga.StandsAsync("c1", HealthState.Healthy);
        await Eventually.ThatAsync(() => saga.Said.LastOrDefault() is ContainerReinstated { Sequence: 2 }, "the registry hears of it");
        saga.Said.OfType<StopTask>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Failure_12_where_nobody_ever_passed_the_check_nobody_is_condemned_and_the_line_that_would_fix_it_is_shown()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService(Manner.Fails);
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));

        var story = await saga.StandsAsync("c1", HealthState.Unproven);

        story.Saga.Cause.ShouldBe(
            "no instance of calc ever passed http:/health (here: HTTP 500); "
            + "set SERVICE_8081_CHECK to http:/PATH that answers 200, tcp, docker or none");
        saga.Said.ShouldBeEmpty();
        service.Manner = Manner.Serves;
        await saga.StandsAsync("c1", HealthState.Healthy);
    }

    [Fact]
    public async Task The_last_healthy_instance_is_spared()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), governor: GovernorPolicy.Default);
        await using var service = new WebService();
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);

        service.Manner = Manner.Fails;

        var story = await saga.StandsAsync("c1", HealthState.Spared);
        story.Saga.Cause.ShouldContain("floor");
        saga.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_asked_for_the_path_that_it_names_and_nothing_else()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Started(ModelHost.Container("c1", red.Claim("calc", service.Port) with { Check = "http:/up?deep=1" })));

        await saga.StandsAsync("c1", HealthState.Healthy);

        service.LastRequest.ShouldStartWith($"GET /up?deep=1 HTTP/1.1\r\nHost: 127.0.0.1:{service.Port}\r\n");
    }

    [Fact]
    public async Task A_container_that_does_not_stop_is_stuck_and_a_person_may_release_it()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(),
            HealthSagaUnderTest.Quick with { StopWithin = TimeSpan.FromSeconds(2), StopAgainAfter = TimeSpan.FromSeconds(1) });
        saga.Stop = _ => throw new IOException("the engine is away");
        await using var service = new WebService();
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        service.Manner = Manner.Fails;
        var stuck = await saga.StandsAsync("c1", HealthState.Stuck);
        stuck.Timeline.ShouldContain(moment => moment.What.Contains("stop request failed: the engine is away"));

        await Should.ThrowAsync<InvalidOperationException>(
            () => saga.Reader.OrderAsync("c2", HealthTrigger.Released, CancellationToken.None));
        await saga.Reader.OrderAsync("c1", HealthTrigger.Released, CancellationToken.None);

        await Eventually.ThatAsync(() => saga.Said.Last() is ContainerReinstated, "it may answer again");
        var story = await saga.StandsAsync("c1", HealthState.Released);
        story.Timeline.ShouldContain(moment => moment.What.StartsWith("stuck → exempt"));
    }
}
