using Pipeline.Core.Health;
using Pipeline.HealthSaga.Reading;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_sagas_are_read_again(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task They_stand_as_for_one_who_never_read_them()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var saga = await AHealthSaga.StartAsync(database, AHealthSaga.Quick with { Ttl = TimeSpan.FromMinutes(5) });
        await using var well = new WebService();
        await using var ill = new WebService();
        await saga.StateAsync(red.Started(red.Container("c1", "calc", ill.Port)), red.Started(red.Container("c2", "mail", well.Port)), red.Started(red.Container("c3", "time", well.Port)));
        foreach (var container in (string[])["c1", "c2", "c3"]) await saga.StandsAsync(container, HealthState.Healthy);
        (await StandAsync(saga.Reader)).ShouldBe(["c1 Healthy", "c2 Healthy", "c3 Healthy"]);
        (await StandAsync(saga.Reader)).ShouldBe(["c1 Healthy", "c2 Healthy", "c3 Healthy"]);

        ill.Manner = Manner.Fails;
        await saga.StateAsync(red.Stopped("c2"), red.Started(red.Container("c4", "zoo", well.Port)));
        await saga.StandsAsync("c1", HealthState.Draining);
        await saga.StandsAsync("c2", HealthState.Stopped);
        await saga.StandsAsync("c4", HealthState.Healthy);

        (await StandAsync(saga.Reader)).ShouldBe(["c1 Draining", "c3 Healthy", "c4 Healthy"]);
        (await StandAsync(HealthReader.Open(new HealthSettings { Domain = AHealthSaga.Domain, Database = database }, TimeProvider.System))).ShouldBe(["c1 Draining", "c3 Healthy", "c4 Healthy"]);
    }

    [Fact]
    public async Task A_database_in_which_no_saga_ever_was_has_none()
    {
        var reader = HealthReader.Open(new HealthSettings { Domain = AHealthSaga.Domain, Database = await postgres.CreateDatabaseAsync() }, TimeProvider.System);

        (await StandAsync(reader)).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> StandAsync(IHealthReader reader) =>
        (await reader.SagasAsync(new(), CancellationToken.None)).Select(view => $"{view.ContainerId} {view.State}");
}
