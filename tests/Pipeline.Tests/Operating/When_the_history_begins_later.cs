using Npgsql;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Operating;

/// <summary>The detail of the history was dropped up to a moment, and somebody asks for what was before.</summary>
public sealed class When_the_history_begins_later(RealPostgres postgres)
{
    private const string Noted = "every detail is kept since 2026-09-01 00:00:00Z";

    [Fact]
    public async Task Whoever_asks_for_more_is_told_where_it_begins_and_what_is_left()
    {
        var database = await postgres.CreatePreparedAsync();
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand("""
            insert into pipeline.retention (kept_since, swept) values ('2026-09-01Z', 400);
            insert into pipeline.life values (
                '3f2a9c', 'web-1', 'red', 'web:7', null, '{web}', '2026-06-01Z', '2026-07-01Z', 2, 'its main process ended', 137)
            """))
            await command.ExecuteNonQueryAsync();

        (await RunAsync(database, "why", "web-1")).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0),
            ran => ran.Said.ShouldContain("container web-1 (3f2a9c) ended 2026-07-01 00:00:00Z"),
            ran => ran.Said.ShouldContain("ran on red since 2026-06-01 00:00:00Z, 2 runs, image web:7"),
            ran => ran.Said.ShouldContain("end: its main process ended, exit code 137"));
        (await RunAsync(database, "why", "3f2a", "--json")).Said.ShouldContain("\"exitCode\": 137");
        (await RunAsync(database, "why", "web-2")).Code.ShouldBe(1);
        (await RunAsync(database, "events", "--since", "2026-01-01")).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0), ran => ran.Said.ShouldContain($"note: {Noted}"));
        (await RunAsync(database, "events", "--since", "2026-09-02")).Said.ShouldNotContain(Noted);
        (await RunAsync(database, "replay", "--dry-run", "--as-of", "2026-08-01T12:00:00Z")).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(1),
            ran => ran.Said.ShouldContain($"{Noted} (Pipeline__Retention): the registry of 2026-08-01 12:00:00Z is not known any more"));
        (await RunAsync(database, "storage")).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0), ran => ran.Said.ShouldContain("pipeline.life"), ran => ran.Said.ShouldContain(Noted));
        (await RunAsync(database, "storage", "--json")).Said.ShouldContain("\"keptSince\": \"2026-09-01T00:00:00+00:00\"");
    }

    private static async Task<(int Code, string Said)> RunAsync(string database, params string[] command)
    {
        await using var run = new ServiceProcess(
            ServiceProcess.Pipeline, new Dictionary<string, string> { ["Pipeline__Database"] = database }, command);
        return (await run.EndsAsync(), run.Said);
    }
}
