using Npgsql;
using Pipeline.Core.Health;
using Pipeline.History.Events;
using Pipeline.Store.Sagas;

namespace Pipeline.History.Tests.Events;

public sealed class When_the_history_is_read(RealPostgres postgres)
{
    private const string Events = $"select * from {SagaDatabase.Schema}.mt_events where ";

    private readonly ModelHost red = new("red", "127.0.0.1"), blue = new("blue", "127.0.0.2");

    [Fact]
    public async Task A_service_or_a_host_has_the_events_of_all_that_was_ever_looked_after_for_it()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await using var service = new WebService();
        await saga.StateAsync(
            red.Started(red.Container("c1", "calc", service.Port)),
            red.Started(red.Container("c2", "time", service.Port)),
            blue.Started(red.Container("c3", "calc", service.Port)));
        foreach (var container in (string[])["c1", "c2", "c3"]) await saga.StandsAsync(container, HealthState.Healthy);
        await saga.StateAsync(red.Stopped("c1"));
        await saga.StandsAsync("c1", HealthState.Stopped);
        await saga.StateAsync(red.Reported(red.Container("c2", "mail", service.Port)));
        var history = saga.Store.History;
        await Eventually.ThatAsync(async () => (await ContainersAsync(history, new(Service: "mail"))).Any(), "c2 serves something else");

        (await ContainersAsync(history, new(Service: "calc"))).ShouldBe(["c1", "c3"], ignoreOrder: true);
        (await ContainersAsync(history, new(Service: "time"))).ShouldBe(["c2"]);
        (await ContainersAsync(history, new(Service: "mail", Last: 1))).ShouldBe(["c2"]);
        (await ContainersAsync(history, new(Service: "alc"))).ShouldBeEmpty();
        (await ContainersAsync(history, new(Host: "red"))).ShouldBe(["c1", "c2"], ignoreOrder: true);
        (await ContainersAsync(history, new(Host: "blue", Service: "calc"))).ShouldBe(["c3"]);
        (await ContainersAsync(history, new(Container: "c1", Host: "blue"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Events + HealthIndexes.IsOfService, """'[{"Service":"calc"}]'""", "health_events_of_service")]
    [InlineData(Events + HealthIndexes.IsOfHost, "'red'", "health_events_of_host")]
    [InlineData(Events + "timestamp >= ?", "now()", "health_events_by_time")]
    [InlineData(HealthIndexes.Named, "'calc-1'", "health_events_of_name")]
    public async Task It_is_searched_by_an_index_and_not_from_end_to_end(string question, string asked, string index)
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var store = new PostgresSagas(database);
        await store.PrepareAsync(CancellationToken.None);
        await store.PrepareAsync(CancellationToken.None);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();

        await using var explain = new NpgsqlCommand(
            $"set enable_seqscan = off; explain {question.Replace("?", asked).Replace("$1", asked).Replace("$2", "20")}", connection);
        var plan = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));

        plan.ShouldContain(step => step.Contains(index));
    }

    private static async Task<IEnumerable<string>> ContainersAsync(IHealthHistory history, HealthQuestion question)
    {
        var containers = new HashSet<string>();
        await foreach (var recorded in history.ReadAsync(question, CancellationToken.None)) containers.Add(recorded.ContainerId);
        return containers;
    }
}
