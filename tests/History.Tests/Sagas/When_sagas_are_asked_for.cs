using Pipeline.Core.Health;
using Pipeline.HealthSaga.Settings;
using Pipeline.History.Sagas;
using Pipeline.Store.Sagas;

namespace Pipeline.History.Tests.Sagas;

public sealed class When_sagas_are_asked_for(RealPostgres postgres)
{
    private static readonly HealthSettings Settings = new() { Domain = HealthSagaUnderTest.Domain };

    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task Asked_for_again_they_stand_as_for_one_who_never_asked()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var saga = await HealthSagaUnderTest.StartAsync(
            database, HealthSagaUnderTest.Quick with { Ttl = TimeSpan.FromMinutes(5) });
        await using var well = new WebService();
        await using var ill = new WebService();
        await saga.StateAsync(
            red.Started(red.Container("c1", "calc", ill.Port)),
            red.Started(red.Container("c2", "mail", well.Port)),
            red.Started(red.Container("c3", "time", well.Port)));
        foreach (var container in (string[])["c1", "c2", "c3"]) await saga.StandsAsync(container, HealthState.Healthy);
        (await StandAsync(saga.Reader)).ShouldBe(["c1 Healthy", "c2 Healthy", "c3 Healthy"]);
        (await StandAsync(saga.Reader)).ShouldBe(["c1 Healthy", "c2 Healthy", "c3 Healthy"]);

        ill.Manner = Manner.Fails;
        await saga.StateAsync(red.Stopped("c2"), red.Started(red.Container("c4", "zoo", well.Port)));
        await saga.StandsAsync("c1", HealthState.Draining);
        await saga.StandsAsync("c2", HealthState.Stopped);
        await saga.StandsAsync("c4", HealthState.Healthy);

        (await StandAsync(saga.Reader)).ShouldBe(["c1 Draining", "c3 Healthy", "c4 Healthy"]);
        await using var elsewhere = new PostgresSagas(database);
        (await StandAsync(elsewhere.ReaderFor(Settings, TimeProvider.System))).ShouldBe(["c1 Draining", "c3 Healthy", "c4 Healthy"]);
    }

    [Fact]
    public async Task A_container_is_found_by_a_name_that_it_ever_had_and_by_the_beginning_of_its_identifier()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(red.Started(Named("c1", "web-1")), red.Started(Named("c2", "web-2")));
        await saga.StandsAsync("c1", HealthState.Healthy);
        await saga.StateAsync(red.Stopped("c1"), red.Started(Named("c3", "web-1")));
        await saga.StandsAsync("c1", HealthState.Stopped);
        await saga.StandsAsync("c3", HealthState.Healthy);

        (await FoundAsync("web-1")).ShouldBe(["c3", "c1"], "the live one first");
        (await FoundAsync("web")).ShouldBeEmpty();
        (await FoundAsync("c")).ShouldBe(["c1", "c2", "c3"], ignoreOrder: true);
        (await FoundAsync("c2")).ShouldBe(["c2"]);
        (await FoundAsync("%")).ShouldBeEmpty();
        (await saga.Reader.SagasAsync(new(HealthState.Stopped), CancellationToken.None)).Select(view => view.ContainerId).ShouldBe(["c1"]);
        (await saga.Reader.SagasAsync(new(HealthState.Stopped, Service: "calc"), CancellationToken.None)).Select(view => view.ContainerId)
            .ShouldBe(["c1"]);
        (await saga.Reader.SagasAsync(new(HealthState.Stopped, Service: "time"), CancellationToken.None)).ShouldBeEmpty();

        Contracts.ContainerSnapshot Named(string id, string name) => red.Container(id, "calc", service.Port) with { Name = name };

        async Task<IEnumerable<string>> FoundAsync(string asked) =>
            (await saga.Reader.FindAsync(asked, CancellationToken.None)).Select(view => view.ContainerId);
    }

    [Fact]
    public async Task A_container_of_which_only_the_end_is_known_has_no_story()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        var late = red.Started(red.Container("c1", "calc", service.Port));
        await saga.StateAsync(red.Stopped("c1"));
        var history = saga.Store.History;
        await Eventually.ThatAsync(async () => await history.NewestAsync(CancellationToken.None) > 0, "its end is known");
        await saga.StateAsync(late);
        await saga.StateAsync(red.Started(red.Container("c2", "calc", service.Port)));
        await saga.StandsAsync("c2", HealthState.Healthy);
        await saga.StateAsync(red.Stopped("c2"));
        await saga.StandsAsync("c2", HealthState.Stopped);

        (await saga.Reader.SagasAsync(new(HealthState.Stopped), CancellationToken.None)).Select(view => view.ContainerId).ShouldBe(["c2"]);
        (await saga.Reader.FindAsync("c", CancellationToken.None)).Select(view => view.ContainerId).ShouldBe(["c2"]);
        (await saga.Reader.StoryAsync("c1", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_database_in_which_no_saga_ever_was_has_none()
    {
        await using var sagas = new PostgresSagas(await postgres.CreateDatabaseAsync());
        await sagas.PrepareAsync(CancellationToken.None);
        var reader = sagas.ReaderFor(Settings, TimeProvider.System);

        (await StandAsync(reader)).ShouldBeEmpty();
        (await reader.FindAsync("c1", CancellationToken.None)).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> StandAsync(IHealthReader reader) =>
        (await reader.SagasAsync(new(), CancellationToken.None)).Select(view => $"{view.ContainerId} {view.State}");
}
