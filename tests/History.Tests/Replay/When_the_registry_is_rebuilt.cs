using Npgsql;
using Pipeline.History.Replay;

namespace Pipeline.History.Tests.Replay;

public sealed class When_the_registry_is_rebuilt(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Documents_that_were_damaged_lost_or_made_up_are_what_their_events_say_again()
    {
        await using var registry = await RecordedAsync();
        var before = await DocumentsAsync(registry);
        await ExecuteAsync(registry, """
            update pipeline.mt_doc_container set data = jsonb_set(data, '{Instances}', '[]'), mt_version = 99 where id = 'red-1';
            delete from pipeline.mt_doc_container where id = 'red-2';
            delete from pipeline.mt_doc_host where id = 'host/blue';
            insert into pipeline.mt_doc_host (id, data, mt_dotnet_type, mt_version)
                select 'host/zz', data, mt_dotnet_type, 1 from pipeline.mt_doc_host limit 1;
            """);

        var rebuilt = await RebuildAsync(registry);

        rebuilt.Replaced.ShouldBe(4);
        rebuilt.Events.ShouldBe(rebuilt.Total);
        (await DocumentsAsync(registry)).ShouldBe(before);
        (await RebuildAsync(registry)).Replaced.ShouldBe(0, "a second replay changes nothing");
        (await registry.Reader.InstancesAsync("calc", None)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Events_that_do_not_lie_in_the_order_in_which_they_happened_fold_to_the_same()
    {
        await using var registry = await RecordedAsync();
        await ExecuteAsync(registry, "update pipeline.mt_events set data = data where version = 1"); // which lays them behind all others
        var past = await registry.Store.Rebuilder.FoldAsync(null, new Silent(), None);

        (await RebuildAsync(registry)).Replaced.ShouldBe(0);
        (await past.OfAsync([], None)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_rebuild_beside_writers_loses_nothing_of_theirs()
    {
        await using var registry = await RecordedAsync();
        using var enough = new CancellationTokenSource();
        var writers = ((string[])["alpha", "busy", "zulu"]).Select((name, number) => Task.Run(async () =>
        {
            var host = new ModelHost(name, $"127.0.2.{number + 1}");
            for (var round = 0; !enough.IsCancellationRequested; round++)
            {
                var container = host.Container($"{name}-{round:0000}", "busy", 32768 + (round % 20), startedAfterSeconds: round);
                await registry.FoldAsync(host.Started(container));
                if (round % 3 == 0) await registry.FoldAsync(host.Stopped(container.Id));
            }
        })).ToList();

        for (var round = 0; round < 10; round++) (await RebuildAsync(registry)).Replaced.ShouldBe(0);
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        (await RebuildAsync(registry)).Replaced.ShouldBe(0);
    }

    [Fact]
    public async Task One_replay_at_a_time()
    {
        await using var registry = await RecordedAsync();
        await using var other = new NpgsqlConnection(registry.Database);
        await other.OpenAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(2, 1)", other);
        await hold.ExecuteNonQueryAsync();

        await Should.ThrowAsync<ReplayRefusedException>(() => RebuildAsync(registry));
    }

    [Fact]
    public async Task A_past_moment_holds_what_ran_then()
    {
        await using var registry = await RecordedAsync();
        var then = registry.Time.GetUtcNow();
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var late = new ModelHost("late", "127.0.1.9");
        await registry.FoldAsync(late.Started(late.Container("late-1", "calc", 32768)));

        var past = await registry.Store.Rebuilder.FoldAsync(then, new Silent(), None);
        var present = await registry.Store.Rebuilder.FoldAsync(null, new Silent(), None);

        (await past.OfAsync([], None)).Keys.ShouldNotContain("late-1");
        (await present.OfAsync([], None)).Keys.Except((await past.OfAsync([], None)).Keys).ShouldBe(["late-1"]);
    }

    private async Task<RecordedRegistry> RecordedAsync()
    {
        var registry = await RecordedRegistry.CreateAsync(postgres);
        foreach (var (name, number) in new[] { ("red", 1), ("blue", 2), ("green", 3) })
        {
            var host = new ModelHost(name, $"127.0.1.{number}");
            await registry.FoldAsync(host.Reported(
                [.. Enumerable.Range(0, 3).Select(i => host.Container($"{name}-{i}", "calc", 32768 + i))]));
            await registry.FoldAsync(host.Stopped($"{name}-0"));
        }

        return registry;
    }

    private static Task<RebuildProgress> RebuildAsync(RecordedRegistry registry) =>
        registry.Store.Rebuilder.RebuildAsync(new Silent(), None);

    private static async Task<List<string>> DocumentsAsync(RecordedRegistry registry)
    {
        await using var connection = new NpgsqlConnection(registry.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select concat_ws(' ', id, mt_version, is_present, host, services, addresses, data) from pipeline.mt_doc_container
            union all select concat_ws(' ', id, mt_version, data) from pipeline.mt_doc_host order by 1
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    private static async Task ExecuteAsync(RecordedRegistry registry, string sql)
    {
        await using var connection = new NpgsqlConnection(registry.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Silent : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) { }
    }
}
