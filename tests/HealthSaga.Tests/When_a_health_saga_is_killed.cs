using Pipeline.Core.Health;
using Pipeline.HealthSaga.Settings;
using Pipeline.History.Sagas;
using Pipeline.Store.Sagas;

namespace Pipeline.HealthSaga.Tests;

/// <summary>A process killed in each state, and another that goes on: the container is stopped once.</summary>
public sealed class When_a_health_saga_is_killed(RealPostgres postgres)
{
    [Theory]
    [InlineData(HealthState.Starting, "long-grace")]
    [InlineData(HealthState.Healthy)]
    [InlineData(HealthState.Suspect, "patient")]
    [InlineData(HealthState.Unproven)]
    [InlineData(HealthState.Spared, "governed")]
    [InlineData(HealthState.Condemned, "mute")]
    [InlineData(HealthState.Draining, "long-ttl")]
    [InlineData(HealthState.Stopping)]
    [InlineData(HealthState.Stuck, "mute", "hasty")]
    public async Task Another_goes_on_where_it_stood(HealthState state, params string[] options)
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var sagas = new PostgresSagas(database);
        var reader = sagas.ReaderFor(new HealthSettings { Domain = HealthSagaUnderTest.Domain }, TimeProvider.System);
        await using var service = new WebService(state is HealthState.Starting or HealthState.Unproven ? Manner.Fails : Manner.Serves);
        await using var first = await HealthSagaProcess.StartAsync(database, options);
        await first.RunAsync(service.Port);
        if (service.Manner is Manner.Serves) await StandsAsync(reader, HealthState.Healthy);
        if (state is not HealthState.Healthy) service.Manner = Manner.Fails;
        await StandsAsync(reader, state);
        if (state is HealthState.Stopping)
            await Eventually.ThatAsync(() => first.Stops == 1, "it was ordered to stop", TimeSpan.FromSeconds(90));

        await first.KillAsync();
        await using var second = await HealthSagaProcess.StartAsync(database);

        // What stands on its own feet, or was never well, sickens now.
        if (state is HealthState.Starting or HealthState.Unproven)
        {
            service.Manner = Manner.Serves;
            await StandsAsync(reader, HealthState.Healthy);
        }

        service.Manner = Manner.Fails;
        if (state is HealthState.Stuck) await reader.OrderAsync("c1", HealthTrigger.Retried, CancellationToken.None);
        await StandsAsync(reader, HealthState.Stopping);
        await Eventually.ThatAsync(() => first.Stops + second.Stops > 0, "it is ordered to stop", TimeSpan.FromSeconds(90));
        await second.EndAsync();
        await StandsAsync(reader, HealthState.Stopped);
        (first.Stops + second.Stops).ShouldBe(1);
    }

    private static Task StandsAsync(HealthReader reader, HealthState state) => Eventually.GetAsync(
        () => reader.StoryAsync("c1", CancellationToken.None),
        story => story?.Saga.State == state.ToString(),
        $"it is {state}",
        TimeSpan.FromSeconds(90));
}
