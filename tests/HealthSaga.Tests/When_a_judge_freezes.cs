using System.Diagnostics;
using Npgsql;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Tests;

/// <summary>The process that judges, and checks a part of the containers, is stopped in its midst: its connections stay open.</summary>
public sealed class When_a_judge_freezes(RealPostgres postgres)
{
    private const int Shards = 16;

    [Fact]
    public async Task Another_judges_and_checks_everything_within_15_s_and_the_thawed_one_takes_only_its_share()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var service = new WebService();
        await using var first = await HealthSagaProcess.StartAsync(database);
        await first.RunAsync(service.Port);
        await using var second = await HealthSagaUnderTest.StartAsync(database, prober: "second");
        await second.StandsAsync("c1", HealthState.Healthy);
        await Eventually.ThatAsync(() => second.Balancer.Shards.Count == Shards / 2, "they share", TimeSpan.FromSeconds(60));
        second.Balancer.Judges.ShouldBeFalse();
        var frozen = Stopwatch.StartNew();

        await first.FreezeAsync();
        service.Manner = Manner.Fails;

        await Eventually.ThatAsync(() => second.Balancer is { Judges: true, Shards.Count: Shards }, "the second has all");
        frozen.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await second.StandsAsync("c1", HealthState.Stopping);

        await first.ThawAsync();
        await Eventually.ThatAsync(
            () => second.Balancer.Shards.Count == Shards / 2, "they share again", TimeSpan.FromSeconds(60));
        second.Balancer.Judges.ShouldBeTrue("it goes on judging");
        (await JudgeAsync(database)).ShouldBe("second");
        first.Stops.ShouldBe(0, "it orders nothing under its old term");
    }

    private static async Task<string> JudgeAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select holder from health.lease where name = 'lock/16'", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
