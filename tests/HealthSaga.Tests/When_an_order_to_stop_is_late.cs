using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Tests;

/// <summary>An order to stop may be delivered twice, late, or be redriven days later: its saga is asked before it is carried out.</summary>
public sealed class When_an_order_to_stop_is_late(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task Failure_25_it_stops_neither_the_next_run_nor_what_is_healthy_nor_what_nobody_knows()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        var order = await OrderAsync(saga, service);
        await saga.StateAsync(red.Stopped("c1"));
        await saga.StandsAsync("c1", HealthState.Stopped);
        service.Manner = Manner.Serves;
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port, startedAfterSeconds: 60)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        var stops = saga.Said.OfType<StopTask>().Count();

        await saga.Bus.Publish(order);
        await saga.Bus.Publish(order with { Run = order.Run.AddSeconds(60) });
        await saga.Bus.Publish(order with { ContainerId = "unknown" });

        await NextOrderAsync(saga, service);
        saga.Said.OfType<StopTask>().Skip(stops).Select(said => (said.ContainerId, said.Run))
            .ShouldAllBe(said => said.ContainerId == "c1" && said.Run == order.Run.AddSeconds(60));
    }

    [Fact]
    public async Task Failure_25_it_does_not_stop_what_a_person_released()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), HealthSagaUnderTest.Quick with { StopWithin = TimeSpan.FromSeconds(2) });
        await using var service = new WebService();
        var order = await OrderAsync(saga, service);
        await saga.StandsAsync("c1", HealthState.Stuck);
        await saga.Reader.OrderAsync("c1", HealthTrigger.Released, CancellationToken.None);
        await saga.StandsAsync("c1", HealthState.Released);
        var stops = saga.Said.OfType<StopTask>().Count();
        await using var other = new WebService();
        await saga.StateAsync(red.Started(red.Container("c2", "calc", other.Port)));
        await saga.StandsAsync("c2", HealthState.Healthy);

        await saga.Bus.Publish(order);
        other.Manner = Manner.Fails;

        await Eventually.ThatAsync(
            () => saga.Said.OfType<StopTask>().Any(said => said.ContainerId == "c2"), "a later order is carried out",
            TimeSpan.FromSeconds(60));
        saga.Said.OfType<StopTask>().Skip(stops).ShouldAllBe(said => said.ContainerId == "c2");
    }

    private async Task<StopTask> OrderAsync(HealthSagaUnderTest saga, WebService service)
    {
        await saga.StateAsync(red.Started(red.Container("c1", "calc", service.Port)));
        await saga.StandsAsync("c1", HealthState.Healthy);
        service.Manner = Manner.Fails;
        await Eventually.ThatAsync(() => saga.Said.OfType<StopTask>().Any(), "it is ordered to stop", TimeSpan.FromSeconds(60));
        return saga.Said.OfType<StopTask>().First();
    }

    private static async Task NextOrderAsync(HealthSagaUnderTest saga, WebService service)
    {
        var before = saga.Said.OfType<StopTask>().Count();
        service.Manner = Manner.Fails;
        await Eventually.ThatAsync(
            () => saga.Said.OfType<StopTask>().Count() > before, "the present run is ordered to stop", TimeSpan.FromSeconds(60));
    }
}
