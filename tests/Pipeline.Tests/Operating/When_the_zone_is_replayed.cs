using Npgsql;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Tests.Operating;

/// <summary>
/// <c>plan</c> and <c>replay</c> run as processes against a real PostgreSQL and the strict Route 53. No SNS, SQS or ECS answers them.
/// </summary>
public sealed class When_the_zone_is_replayed(RealPostgres postgres)
{
    [Fact]
    public async Task A_zone_that_was_wiped_is_restored_exactly_and_a_second_replay_changes_nothing()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        var theirs = new Record(new RecordId($"theirs.{RecordedFleet.Domain}", "A"), 60, ["192.0.2.1"]);
        fleet.Route53.Edit(fleet.Zone, zone => zone.With(theirs));
        await fleet.HostsAsync("calc", 4);
        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "5 to add, 0 to change, 0 to remove", "theirs", "done:");
        var whole = fleet.ZoneNow();
        fleet.Wipe();

        (await fleet.RunAsync("plan")).ShouldSatisfy(0, "5 to add", "the zone differs: record missing", "1 change call");
        fleet.ZoneNow().ShouldBeEmpty("a plan changes nothing");
        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "5 to add", "done:");
        fleet.ZoneNow().ShouldBe(whole.Where(record => !record.StartsWith("theirs", StringComparison.Ordinal)));

        var events = await fleet.AskAsync<long>("select count(*) from pipeline.mt_events");
        fleet.Route53.ResetCounts();
        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "0 documents differed from their events", "nothing to change");
        fleet.Route53.Counts.Of("ChangeResourceRecordSets").ShouldBe(0);
        (await fleet.AskAsync<long>("select count(*) from pipeline.mt_events")).ShouldBe(events);
    }

    [Fact]
    public async Task A_past_moment_is_planned_and_applied_only_when_a_person_agrees()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        var hosts = await fleet.HostsAsync("calc", 2);
        (await fleet.RunAsync("replay")).Code.ShouldBe(0);
        var (then, before) = (fleet.Time.GetUtcNow(), fleet.ZoneNow());
        fleet.Time.Advance(TimeSpan.FromHours(1));
        await fleet.StateAsync(hosts[0].Started(hosts[0].Container("time-1", "time", 40000)));
        await fleet.StateAsync(hosts[1].Reported());
        (await fleet.RunAsync("replay", "--max-deletes", "0.5")).Code.ShouldBe(0);
        fleet.ZoneNow().ShouldNotBe(before);

        string[] past = ["replay", "--as-of", $"{then:O}", "--max-deletes", "50%"];
        (await fleet.RunAsync([.. past, "--dry-run"])).ShouldSatisfy(0, "as of 2026-01-01 12:00:00Z", "- time.", "~ calc.");
        (await fleet.RunAsync(past)).ShouldSatisfy(2, "confirm with --yes");
        fleet.ZoneNow().ShouldNotBe(before);
        (await fleet.RunAsync([.. past, "--yes"])).ShouldSatisfy(0, "done:");
        fleet.ZoneNow().ShouldBe(before);
    }

    [Fact]
    public async Task A_zone_with_another_databases_fence_is_not_written_and_plan_and_replay_say_why()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        await fleet.HostsAsync("calc", 2);
        var fence = new RecordId($"_pipeline-fence.{RecordedFleet.Domain}", "TXT");
        fleet.Route53.Edit(fleet.Zone, zone => zone.With(new Record(
            fence, 60, ["\"owner=00000000000000000000000000000001 term=1 number=1 nonce=00000000000000000000000000000001\""])));

        (await fleet.RunAsync("plan")).ShouldSatisfy(0, "nothing is written: the fence _pipeline-fence.", "is another database's");
        (await fleet.RunAsync("replay")).ShouldSatisfy(1, "is not written", "run ./pipeline adopt");
        fleet.ZoneNow().ShouldBeEmpty();

        fleet.Route53.Edit(fleet.Zone, zone => zone.Without(record => record.Id == fence));
        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "done:");
        fleet.ZoneNow().Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_plan_that_takes_away_more_than_a_share_is_refused()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        var hosts = await fleet.HostsAsync("calc", 4);
        (await fleet.RunAsync("replay")).Code.ShouldBe(0);
        var before = fleet.ZoneNow();
        foreach (var host in hosts.Take(2)) await fleet.StateAsync(host.Reported());

        (await fleet.RunAsync("replay")).ShouldSatisfy(1, "refused:", "--max-deletes");
        fleet.ZoneNow().ShouldBe(before);
        (await fleet.RunAsync("replay", "--max-deletes", "0.9")).ShouldSatisfy(0, "done:");
        fleet.ZoneNow().ShouldNotBe(before);
    }

    [Fact]
    public async Task Another_zone_is_filled_and_the_first_is_left_alone()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        await fleet.HostsAsync("calc", 2);
        (await fleet.RunAsync("replay")).Code.ShouldBe(0);
        var other = fleet.Route53.CreateZone(RecordedFleet.Domain);

        (await fleet.RunAsync("replay", "--zone", other)).ShouldSatisfy(0, $"zone {other}: 5 to add", "done:");

        fleet.ZoneNow(other).ShouldBe(fleet.ZoneNow());
    }

    [Fact]
    public async Task At_a_terminal_a_bar_shows_how_far_it_is_and_how_fast()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        await fleet.HostsAsync("calc", 20);

        var shown = await fleet.AtATerminalAsync("replay");

        shown.ShouldMatch(@"rebuilding  \d+ of \d+ events");
        shown.ShouldMatch(@"[1-9][\d,]*/s");
        shown.ShouldContain("100%");
        shown.ShouldContain("done:");
    }

    [Fact]
    public async Task Killed_in_its_midst_it_goes_on_where_it_was()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        await fleet.HostsAsync("calc", 1_700); // more streams than a part has
        (await fleet.RunAsync("replay")).Code.ShouldBe(0);

        // The last container's document is damaged, and held fast: the replay gets that far and no farther.
        const string last = "calc-host-3-999";
        await fleet.AskAsync<string>(
            $"update pipeline.mt_doc_container set data = data || '{{\"Host\": \"nowhere\"}}' where id = '{last}' returning id");
        await using (var holder = new NpgsqlConnection(fleet.Database))
        {
            await holder.OpenAsync();
            await using var hold = await holder.BeginTransactionAsync();
            await using (var select = new NpgsqlCommand($"select id from pipeline.mt_doc_container where id = '{last}' for update", holder))
                await select.ExecuteScalarAsync();
            await using var replay = fleet.Start("replay");
            await Eventually.ThatAsync(
                () => fleet.AskAsync<bool>("select exists (select from pipeline.mt_doc_replaycheckpoint)"),
                "a part is done",
                TimeSpan.FromSeconds(60));
            await replay.KillAsync();
        }

        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "continued after", "1 documents differed from their events", "nothing to change");
        (await fleet.AskAsync<bool>("select exists (select from pipeline.mt_doc_replaycheckpoint)")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_leader_that_runs_carries_it_out_and_a_past_moment_is_refused()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);
        var hosts = await fleet.HostsAsync("calc", 2);
        var then = fleet.Time.GetUtcNow();
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await fleet.StateAsync(hosts[0].Started(hosts[0].Container("time-1", "time", 40000)));
        await using var leader = fleet.Start("projector", "--console", "http://127.0.0.1:0");
        await Eventually.ThatAsync(() => fleet.ZoneNow().Count == 7, "the leader writes the zone", TimeSpan.FromSeconds(60));
        var whole = fleet.ZoneNow();

        (await fleet.RunAsync("replay", "--max-deletes", "1", "--as-of", $"{then:O}", "--yes"))
            .ShouldSatisfy(1, "stop every projector first");
        fleet.Wipe();
        (await fleet.RunAsync("replay")).ShouldSatisfy(0); // by the leader, now or just before
        fleet.ZoneNow().ShouldBe(whole);
    }
}
