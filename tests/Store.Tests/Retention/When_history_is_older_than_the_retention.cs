using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Store.Tests.Registry;

namespace Pipeline.Store.Tests.Retention;

/// <summary>What is dropped of the registry's history, and that what is left is worth as much.</summary>
public sealed class When_history_is_older_than_the_retention(RealPostgres postgres)
{
    private const int Streams = 24;

    private static readonly DateTimeOffset Kept = Some.Start.AddDays(100);

    [Fact]
    public async Task A_container_that_is_gone_leaves_its_life()
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        await registry.AppendAsync(
            ("c1", Began("c1", 0)), ("c1", Registered("calc", 1)), ("c1", new RunEnded("red", new Stamp(1, 2), RunEnd.Exited, 137, At(2))));
        await registry.AppendAsync(("c2", Began("c2", 0)), ("c2", Registered("calc", 1)));

        (await registry.SweepAsync(Kept)).ShouldBe(3);

        (await registry.KindsAsync("c1")).ShouldBeEmpty();
        (await registry.KindsAsync("c2")).ShouldBe(["run_began", "instance_registered"], "it still runs");
        (await registry.DocumentsAsync()).ShouldHaveSingleItem().ShouldStartWith("c2 ");
        (await registry.Store.Retained.KeptSinceAsync(CancellationToken.None)).ShouldBe(Kept);
        var life = (await registry.Store.Retained.FindLivesAsync("name-of-c1", 5, CancellationToken.None)).ShouldHaveSingleItem();
        (life.Container, life.Host, life.Began, life.Ended, life.Runs, life.ExitCode)
            .ShouldBe(("c1", "red", At(0), At(2), 1, 137));
        life.Services.ShouldBe(["calc"]);
        (await registry.Store.Retained.FindLivesAsync("c", 5, CancellationToken.None)).Count.ShouldBe(1);

        await registry.SweepAsync(Kept.AddDays(400));
        (await registry.Store.Retained.FindLivesAsync("c1", 5, CancellationToken.None)).ShouldBeEmpty("it is a year old");
    }

    [Fact]
    public async Task What_ended_within_the_retention_keeps_every_detail()
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        await registry.AppendAsync(
            ("c1", Began("c1", 0)), ("c1", new RunEnded("red", new Stamp(1, 2), RunEnd.Exited, 0, Kept.AddSeconds(1))));

        (await registry.SweepAsync(Kept)).ShouldBe(0);
        (await registry.KindsAsync("c1")).Count.ShouldBe(2);

        (await registry.SweepAsync(Kept.AddDays(1))).ShouldBe(2, "and then it is older");
    }

    [Fact]
    public async Task A_stream_without_an_end_begins_with_what_it_came_to()
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        var key = Some.Key("calc");
        var record = LedgerEntry.StreamOf("Z1", key);
        await registry.AppendAsync((record, Some.Submitted(key)), (record, Some.Accepted()), (record, Some.InSync()));
        await registry.AppendAsync(("host/red", new HostJoined("192.0.2.1", At(0))), ("host/red", new HostMoved("192.0.2.2", At(1))));
        await registry.AppendAsync(("name/calc", new NameBound("family:calc", "c1", At(0))), ("name/calc", new NameUnused(At(1))));
        await registry.AppendAsync((record, new ChangeInSync("C1", Kept.AddDays(1))));
        var before = await registry.DocumentsAsync();

        (await registry.SweepAsync(Kept)).ShouldBe(4);

        (await registry.KindsAsync(record)).ShouldBe(["record_summarized", "change_in_sync"]);
        (await registry.KindsAsync("host/red")).ShouldBe(["host_summarized"]);
        (await registry.KindsAsync("name/calc")).ShouldBe(["name_summarized"]);
        (await registry.DocumentsAsync()).ShouldBe(before);
        (await registry.RebuildAsync()).Replaced.ShouldBe(0);
        await registry.AppendAsync(("host/red", new HostMoved("192.0.2.3", Kept.AddDays(2))));
        (await registry.SweepAsync(Kept.AddDays(3))).ShouldBe(2, "the summary grows by what has become older");
        (await registry.RebuildAsync()).Replaced.ShouldBe(0);
    }

    [Fact]
    public async Task A_container_that_comes_again_begins_anew()
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        await registry.AppendAsync(("c1", Began("c1", 0)), ("c1", new RunOrphaned("its host was lost", At(1))));
        await registry.SweepAsync(Kept);
        registry.Begin("c1");

        await registry.AppendAsync(("c1", Began("c1", 1) with { At = Kept.AddDays(1) }));

        (await registry.KindsAsync("c1")).ShouldBe(["run_began"]);
        (await registry.RebuildAsync()).Replaced.ShouldBe(0);
    }

    [Fact]
    public async Task One_process_sweeps_at_a_time()
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        await registry.AppendAsync(("c1", Began("c1", 0)), ("c1", new RunOrphaned("its host was lost", At(1))));
        await using (var other = new Npgsql.NpgsqlConnection(registry.Database))
        {
            await other.OpenAsync();
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(2, 2)", other);
            await hold.ExecuteNonQueryAsync();
            (await registry.SweepAsync(Kept)).ShouldBe(0);
            await using var release = new Npgsql.NpgsqlCommand("select pg_advisory_unlock(2, 2)", other);
            await release.ExecuteNonQueryAsync();
        }

        (await registry.SweepAsync(Kept)).ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_kept_folds_to_the_same_registry_and_zone_now_and_at_every_moment_within_the_retention(int seed)
    {
        await using var registry = await SweptRegistry.CreateAsync(postgres);
        var chance = new Random(seed);
        for (var day = 0; day < 100; day += 5) await registry.AppendAsync(Draw(chance, Some.Start.AddDays(day), Streams, Streams));
        await registry.AppendAsync(("c20", new RunOrphaned("its host was lost", Kept.AddHours(-1))));
        for (var day = 100; day < 200; day += 10)
            await registry.AppendAsync(Draw(chance, Some.Start.AddDays(day), Streams / 3, Streams * 2 / 3));
        var before = await registry.DocumentsAsync();
        DateTimeOffset[] moments = [Kept, Kept.AddDays(1), Kept.AddDays(55), Kept.AddDays(101)];
        var past = new List<List<string>>();
        foreach (var moment in moments) past.Add(await registry.PastAsync(moment));

        var dropped = await registry.SweepAsync(Kept);

        dropped.ShouldBeGreaterThan(100);
        var after = await registry.DocumentsAsync();
        after.Except(before).ShouldBeEmpty("no document changed");
        var gone = before.Except(after).ToList();
        gone.ShouldNotBeEmpty();
        gone.Where(IsPresent).ShouldBeEmpty("what went had ended");
        var rebuilt = await registry.RebuildAsync();
        (rebuilt.Replaced, rebuilt.Events).ShouldBe((0, rebuilt.Total));
        (await registry.DocumentsAsync()).ShouldBe(after);
        for (var index = 0; index < moments.Length; index++) (await registry.PastAsync(moments[index])).ShouldBe(past[index]);
        (await registry.SweepAsync(Kept)).ShouldBe(0, "a second sweep finds nothing");
    }

    private static bool IsPresent(string document) => document.Contains("\"IsPresent\": true", StringComparison.Ordinal);

    private static DateTimeOffset At(int seconds) => Some.Start.AddSeconds(seconds);

    private static RunBegan Began(string container, int seconds) =>
        new("red", new Stamp(1, 1), At(seconds), $"name-of-{container}", "calc:1", null, At(seconds));

    private static InstanceRegistered Registered(string service, int seconds) => new(Some.InstanceOf(service, 32768), At(seconds));

    private static (string Stream, object Happened)[] Draw(Random chance, DateTimeOffset at, int count, int among) =>
    [
        .. Enumerable.Range(0, count).Select(_ => Draw(chance, chance.Next(among), at.AddSeconds(chance.Next(3600))))
            .OrderBy(one => one.At).Select(one => (one.Stream, one.Happened)),
    ];

    private static (string Stream, object Happened, DateTimeOffset At) Draw(Random chance, int number, DateTimeOffset at)
    {
        var (stamp, one) = (new Stamp(1, at.ToUnixTimeSeconds()), Some.InstanceOf($"service-{number}", 32768 + number));
        var key = Some.Key($"service-{number}", RecordType.SRV);
        var set = new RecordSet { Key = key, Ttl = 5, Values = [$"1 1 {chance.Next(4)} red.test."] };
        (string, object)[] possible = (number % 4) switch
        {
            0 =>
            [
                ($"c{number}", new RunBegan("red", stamp, at, $"calc-{number}", "calc:1", null, at)),
                ($"c{number}", new InstanceRegistered(one, at)),
                ($"c{number}", new RunPaused("red", stamp, at)),
                ($"c{number}", new RunEnded("red", stamp, RunEnd.Exited, 0, at)),
                ($"c{number}", new RunOrphaned("its host was lost", at)),
            ],
            1 =>
            [
                ($"host/h{number}", new HostJoined($"192.0.2.{chance.Next(9)}", at)),
                ($"host/h{number}", new HostSuspected(at, at)),
                ($"host/h{number}", new HostLost(at, at)),
                ($"host/h{number}", new HostReturned(at)),
            ],
            2 =>
            [
                ($"name/n{number}", new NameBound("family:calc", "c1", at)),
                ($"name/n{number}", new NameUnused(at)),
                ($"name/n{number}", new NameReleased("unused", at)),
            ],
            _ =>
            [
                (LedgerEntry.StreamOf("Z1", key), new ChangeSubmitted(
                    new RecordChange((ChangeAction)chance.Next(3), set), Guid.Empty, at)),
                (LedgerEntry.StreamOf("Z1", key), new ChangeAccepted("C1", at)),
                (LedgerEntry.StreamOf("Z1", key), new ChangeInSync("C1", at)),
                (LedgerEntry.StreamOf("Z1", key), new RecordFound(null, Finding.LostWrite, at, key)),
            ],
        };
        var (stream, happened) = possible[chance.Next(possible.Length)];
        return (stream, happened, at);
    }
}
