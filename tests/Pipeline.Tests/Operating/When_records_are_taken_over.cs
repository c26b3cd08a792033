using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Tests.Operating;

/// <summary><c>adopt</c> runs as a process against a real PostgreSQL and the strict Route 53.</summary>
public sealed class When_records_are_taken_over(RealPostgres postgres)
{
    [Fact]
    public async Task What_a_person_made_is_shown_first_and_taken_over_when_they_agree()
    {
        await using var fleet = await OpenAsync();
        await fleet.HostsAsync("calc", 1);
        Put(
            fleet,
            Made("calc", "SRV", 300, $"0 5 32768 web.{RecordedFleet.Domain}."),
            Made("web", "A", 60, "127.0.1.1"),
            Made("time", "SRV", 60, $"0 0 80 web.{RecordedFleet.Domain}."));
        var before = fleet.ZoneNow();

        (await fleet.RunAsync("adopt", "--from", "hand", "calc")).ShouldSatisfy(
            0,
            $"zone {fleet.Zone}: 1 record to take over",
            "  change: Its values, its TTL or its weight are set to the desired ones.",
            $"    calc.{RecordedFleet.Domain} 300 SRV 0 5 32768 web.{RecordedFleet.Domain}.",
            "nothing was changed: --yes takes the records over");
        (await fleet.RunAsync("adopt", "--from", "hand")).ShouldSatisfy(
            0,
            "1 record to take over",
            "2 records foreign, and left alone:",
            "  not registered: ",
            $"    time.{RecordedFleet.Domain} 60 SRV");
        fleet.ZoneNow().ShouldBe(before, "a plan changes nothing");

        (await fleet.RunAsync("adopt", "--from", "hand", $"CALC.{RecordedFleet.Domain}.", "--yes")).ShouldSatisfy(
            0, $"zone {fleet.Zone}: 1 record taken over", $"done: zone {fleet.Zone} is as desired");
        fleet.ZoneNow().ShouldContain(
            $"calc.{RecordedFleet.Domain} SRV " + string.Join(" ", Enumerable.Range(1, 3).Select(
                host => $"1 1 32768 host-{host}.{RecordedFleet.Domain}.")));
        fleet.ZoneNow().ShouldContain(before.Single(record => record.StartsWith("time.", StringComparison.Ordinal)));

        (await fleet.RunAsync("adopt", "--from", "hand", "calc", "--yes")).ShouldSatisfy(0, $"zone {fleet.Zone}: no record to take over");
    }

    [Fact]
    public async Task What_the_reference_designs_agent_wrote_is_told_to_scripts_record_by_record()
    {
        await using var fleet = await OpenAsync();
        await fleet.HostsAsync("calc", 1);
        Put(
            fleet,
            OfAgent("host-1", "A", "host-1.ec2.internal", "127.0.1.1"),
            OfAgent("calc", "SRV", "host-1.ec2.internal:calc-host-1-0", "1 1 32768 host-1.ec2.internal"),
            OfAgent("calc", "SRV", "host-1.ec2.internal:gone", "1 1 32769 host-1.ec2.internal"),
            OfAgent("calc", "SRV", "host-9.ec2.internal:c9", "1 1 32768 host-9.ec2.internal"));
        string[] command = ["adopt", "--from", "agent", "--layout", "Weighted", "--ttl", "0", "--json"];

        var plan = await fleet.ReadAsync(command);
        plan.ExitCode.ShouldBe(0, plan.Errors);
        var (applied, taken, left) = Read(plan);
        applied.ShouldBeFalse();
        taken.ShouldBe(
            [
                ("calc", "host-1.ec2.internal:calc-host-1-0", "change"),
                ("calc", "host-1.ec2.internal:gone", "remove"),
                ("host-1", "host-1.ec2.internal", "exchange"),
            ],
            ignoreOrder: true);
        left.ShouldBe([("calc", "host-9.ec2.internal:c9", "unknown host")]);
        plan.Errors.ShouldContain("nothing was changed");

        var done = await fleet.ReadAsync([.. command, "--yes"]);
        done.ExitCode.ShouldBe(0, done.Errors);
        Read(done).Applied.ShouldBeTrue();
        Read(done).Taken.ShouldBe(taken);
        done.Errors.ShouldContain("done:");
        fleet.Route53.Answers(fleet.Zone, $"calc.{RecordedFleet.Domain}", "SRV").ShouldBe(
            [
                "1 1 32768 host-9.ec2.internal",
                .. Enumerable.Range(1, 3).Select(host => $"1 1 32768 host-{host}.{RecordedFleet.Domain}."),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_lost_database_wrote_is_kept_once_every_host_has_reported()
    {
        await using var fleet = await OpenAsync();
        var hosts = await fleet.HostsAsync("calc", 1);
        (await fleet.RunAsync("replay")).Code.ShouldBe(0);
        var (zone, fence) = (fleet.Route53.CreateZone(RecordedFleet.Domain), $"_pipeline-fence.{RecordedFleet.Domain}");
        fleet.Route53.Edit(zone, held => held.With(
            [
                .. fleet.Route53.Records(fleet.Zone).Where(record => record.Id.Name != fence),
                Made("_pipeline-fence", "TXT", 60, $"\"owner={new string('1', 32)} term=1 number=1 nonce={new string('1', 32)}\""),
            ]));

        await using var adopt = fleet.Start("adopt", "--zone", zone, "--yes");
        await adopt.SaysAsync("the database may be old: waiting for a full report of each host: host-1, host-2, host-3");
        fleet.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        foreach (var host in hosts)
            await fleet.StateAsync(host.Reported(host.Container($"calc-{host.Identity.Name}-0", "calc", 32768)));

        (await adopt.EndsAsync(), adopt.Said).ShouldSatisfy(
            0, $"zone {zone} was not written: the fence {fence}", "4 records taken over", "  keep: It stays as it is.", "done:");
        fleet.ZoneNow(zone).ShouldBe(fleet.ZoneNow());
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_a_line()
    {
        await using var fleet = await OpenAsync();
        await fleet.HostsAsync("calc", 1);

        (await fleet.RunAsync("adopt", "--from", "consul")).ShouldSatisfy(2, "'consul' is not an origin: write one of ledger, agent, hand");
        (await fleet.RunAsync("adopt", "--zone", $"local:{RecordedFleet.Domain}")).ShouldSatisfy(
            1, "refused: the zone in the memory of `up` begins empty with each start");
        (await fleet.RunAsync("adopt", "--zone", "Z0000000000000000000")).ShouldSatisfy(2, "Z0000000000000000000");
    }

    /// <summary>A fleet that reports now: the command goes by the machine's clock.</summary>
    private async Task<RecordedFleet> OpenAsync()
    {
        var fleet = await RecordedFleet.CreateAsync(postgres);
        fleet.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        return fleet;
    }

    private static void Put(RecordedFleet fleet, params Record[] records) => fleet.Route53.Edit(fleet.Zone, zone => zone.With(records));

    private static Record Made(string name, string type, long ttl, string value) =>
        new(new RecordId($"{name}.{RecordedFleet.Domain}", type), ttl, [value]);

    private static Record OfAgent(string name, string type, string identifier, string value) =>
        new(new RecordId($"{name}.{RecordedFleet.Domain}", type, identifier), 0, [value]) { Weight = 1 };

    private static (bool Applied, (string, string, string)[] Taken, (string, string, string)[] Left) Read(CommandEnd end)
    {
        var json = JsonNode.Parse(end.Output)!;
        return (json["applied"]!.GetValue<bool>(), Rows("taken"), Rows("left"));

        (string, string, string)[] Rows(string member) =>
        [
            .. json[member]!.AsArray().Select(row =>
                (row!["name"]!.GetValue<string>().Split('.')[0], row["identifier"]!.GetValue<string>(), row["word"]!.GetValue<string>())),
        ];
    }
}
