using Npgsql;
using Pipeline.Store.Sagas;
using Pipeline.Store.Tests.Sagas;

namespace Pipeline.Store.Tests.Retention;

/// <summary>What is dropped of the sagas' history.</summary>
public sealed class When_sagas_are_older_than_the_retention(RealPostgres postgres) : SagaContract
{
    private static readonly DateTimeOffset Kept = Start.AddDays(100);

    private string database = "";

    protected override async Task<SagaPorts> CreateAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        return await SagaPortsSources.InDatabaseAsync(database);
    }

    [Fact]
    public async Task An_ended_saga_goes_with_its_events_and_a_live_one_stays()
    {
        await SaveAsync(Healthy("gone"), Healthy("lives"));
        await SaveAsync(End(await LoadAsync("gone"), "gone"));
        await RecordThenAsync();

        await SweepAsync();

        (await Ports.Recorded.LoadAsync("gone", CancellationToken.None)).ShouldBeNull();
        (await EventsOfAsync("gone")).ShouldBeEmpty();
        (await EventsOfAsync("lives")).ShouldBe(["RunWatched", "ProbeHeard", "StateChanged"]);
        await SaveAsync(Running("gone"));
        (await EventsOfAsync("gone")).ShouldBe(["RunWatched"], "it may come again");
    }

    [Fact]
    public async Task Of_a_live_one_the_last_event_of_each_kind_stays()
    {
        await SaveAsync(Healthy("lives"));
        for (var second = 10; second < 20; second++)
            await SaveAsync(Probe(await LoadAsync("lives"), "lives", passed: second % 2 == 1, second));
        var before = await EventsOfAsync("lives");
        await RecordThenAsync();

        await SweepAsync();

        var after = await EventsOfAsync("lives");
        after.Count.ShouldBe(before.Distinct().Count());
        after.ShouldBe(before.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task One_that_ended_within_the_retention_stays()
    {
        await SaveAsync(Healthy("gone"));
        await RecordThenAsync();
        await SaveAsync(End(await LoadAsync("gone"), "gone"));

        await SweepAsync();

        (await Ports.Recorded.LoadAsync("gone", CancellationToken.None)).ShouldNotBeNull();
    }

    private async Task SweepAsync()
    {
        while (!(await ((PostgresSagas)Ports.Owner!).Sweep.StepAsync(Kept, Kept, CancellationToken.None)).IsLast) { }
    }

    /// <summary>What was recorded so far was recorded long before the retention.</summary>
    private async Task RecordThenAsync()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("update health.mt_events set timestamp = $1", connection)
        {
            Parameters = { new() { Value = Start.ToUniversalTime() } },
        };
        await command.ExecuteNonQueryAsync();
    }
}
