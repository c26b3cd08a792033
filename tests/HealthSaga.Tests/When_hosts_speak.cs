using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_hosts_speak(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task A_report_brings_what_is_new_and_ends_what_it_does_not_list()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port), red.Container("c2", "time", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        await saga.StandsAsync("c2", HealthState.Healthy);

        await saga.StateAsync(red.Reported(red.Container("c2", "time", service.Port)));

        (await saga.StandsAsync("c1", HealthState.Stopped)).Saga.Cause.ShouldBe("its host no longer lists it");
        await saga.StandsAsync("c2", HealthState.Healthy);
    }

    [Fact]
    public async Task Failure_16_a_report_that_could_not_inspect_a_container_says_nothing_about_it()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port), red.Container("c2", "time", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        await saga.StandsAsync("c2", HealthState.Healthy);

        await saga.StateAsync(red.Reported() with { Uninspected = ["c1"] });

        await saga.StandsAsync("c2", HealthState.Stopped);
        await saga.StandsAsync("c1", HealthState.Healthy);
    }

    [Fact]
    public async Task A_report_that_says_nothing_new_changes_nothing()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port)));
        var before = await saga.StandsAsync("c1", HealthState.Healthy);

        for (var i = 0; i < 3; i++) await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port)));
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port), red.Container("c2", "time", service.Port)));
        await saga.StandsAsync("c2", HealthState.Healthy);

        (await saga.Reader.StoryAsync("c1", CancellationToken.None))!.Timeline.Count.ShouldBe(before.Timeline.Count);
    }

    [Fact]
    public async Task A_host_that_leaves_takes_its_containers_along_and_what_it_said_before_is_late()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        var overtaken = red.Started(red.Container("c2", "time", service.Port));

        await saga.StateAsync(red.Left());
        await saga.StandsAsync("c1", HealthState.Stopped);
        await saga.StateAsync(overtaken);
        var again = red.Restarted();
        await saga.StateAsync(again.Reported(again.Container("c3", "mail", service.Port)));
        await saga.StandsAsync("c3", HealthState.Healthy);

        (await saga.Reader.StoryAsync("c2", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_engines_own_check_is_followed_without_a_look_of_ours()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        var container = ModelHost.Container("c1", red.Claim("calc", 1) with { Check = "docker" });
        await saga.StateAsync(red.Started(container with { Health = EngineHealth.Healthy }));
        await saga.StandsAsync("c1", HealthState.Healthy);

        await saga.StateAsync(red.Reported(container with { Health = EngineHealth.Unhealthy }));

        var condemned = await Eventually.GetAsync(
            () => Task.FromResult(saga.Said.OfType<ContainerCondemned>().FirstOrDefault()),
            said => said is not null,
            "it is condemned",
            TimeSpan.FromSeconds(60));
        condemned!.Reason.ShouldContain("docker: unhealthy");
    }

    [Fact]
    public async Task A_container_whose_check_is_switched_off_is_not_checked_any_more()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c1", "calc", service.Port), red.Container("c2", "time", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        await saga.StandsAsync("c2", HealthState.Healthy);

        await saga.StateAsync(red.Reported(
            ModelHost.Container("c1", red.Claim("calc", service.Port) with { Check = "none" }), red.Container("c2", "time", service.Port)));
        await Eventually.GetAsync(
            () => saga.Reader.StoryAsync("c1", CancellationToken.None),
            story => story!.Timeline.Any(moment => moment.What.Contains("checks changed")),
            "its check is gone");
        service.Manner = Manner.Fails;

        await saga.StandsAsync("c2", HealthState.Stopping);
        await saga.StandsAsync("c1", HealthState.Healthy);
    }

    [Fact]
    public async Task A_container_without_a_port_that_is_looked_after_has_no_saga()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();

        await saga.StateAsync(red.Reported(
            ModelHost.Container("c1", red.Claim("calc", 32768) with { Check = "none" }),
            ModelHost.Container("c2", red.Claim("hidden", null)),
            red.Container("c3", "time", service.Port)));
        await saga.StandsAsync("c3", HealthState.Healthy);

        (await saga.Reader.SagasAsync(new(), CancellationToken.None)).Select(view => view.ContainerId).ShouldBe(["c3"]);
    }
}
