using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Zone;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Zone;

/// <summary>From a fact on the bus to a record in the zone, on a real database.</summary>
public sealed class Keeping_the_zone(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task A_started_container_is_answered_for_and_a_stopped_one_is_not()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await Answers(projector, "calc", "1 1 32768 red.servicediscovery.internal.");
        projector.Zone.Values("red.servicediscovery.internal", RecordType.A).ShouldBe(["127.0.1.1"]);

        await projector.StateAsync(red.Stopping("c1"));
        await Answers(projector, "calc");
    }

    [Fact]
    public async Task Failure_7_a_burst_of_changes_becomes_few_calls()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync([.. Enumerable.Range(0, 200).Select(i => red.Started(red.Container($"c{i}", "calc", 32768 + i)))]);

        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 200, "200 answers");
        projector.Zone.Calls.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task A_record_that_the_zone_refuses_stands_alone_and_the_rest_goes_through()
    {
        var zone = new FaultyZone
        {
            Before = changes => changes.Any(c => c.Set.Key.Name.StartsWith("bad", StringComparison.Ordinal))
                ? new ZoneRefusedException("bad record")
                : null,
        };
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), zone);

        await projector.StateAsync(red.Reported(
            red.Container("c1", "calc", 32768), red.Container("c2", "bad", 32769), red.Container("c3", "time", 32770)));

        await Answers(projector, "calc", "1 1 32768 red.servicediscovery.internal.");
        await Answers(projector, "time", "1 1 32770 red.servicediscovery.internal.");
        await Eventually.ThatAsync(
            async () => (await projector.Ledger.ReadAsync(zone.Id, CancellationToken.None))
                .Any(e => e.Refusal == "bad record" && e.Key!.Name.StartsWith("bad.", StringComparison.Ordinal)),
            "the refusal in the ledger");
    }

    [Fact]
    public async Task An_address_stays_while_the_zone_refuses_to_take_it_from_the_record_that_points_to_it()
    {
        var isRefused = true;
        var zone = new FaultyZone
        {
            Before = changes => isRefused && changes.Any(TakesFromCalc) ? new ZoneRefusedException("bad record") : null,
        };
        var blue = new ModelHost("blue", "127.0.1.2");
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), zone);
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await Answers(projector, "calc", "1 1 32768 red.servicediscovery.internal.");

        await projector.StateAsync(red.Left(), blue.Reported(blue.Container("c2", "calc", 32769), blue.Container("c3", "time", 32770)));
        await Answers(projector, "time", "1 1 32770 blue.servicediscovery.internal.");
        var entry = await Eventually.GetAsync(
            async () => (await projector.Ledger.ReadAsync(
                zone.Id, [new RecordKey("red.servicediscovery.internal", RecordType.A)], CancellationToken.None)).SingleOrDefault(),
            e => e is { Refusal: not null }, "the refusal in the ledger");
        entry!.Refusal.ShouldBe("an SRV record still points to it, whose own change was refused");
        projector.Zone.Values("red.servicediscovery.internal", RecordType.A).ShouldBe(["127.0.1.1"]);

        isRefused = false;
        await Answers(projector, "calc", "1 1 32769 blue.servicediscovery.internal.");
        await Eventually.ThatAsync(
            () => projector.Zone.Values("red.servicediscovery.internal", RecordType.A).Count == 0, "the address is gone");
    }

    private static bool TakesFromCalc(ExactChange change) => change.Action is ExactAction.Delete
        && change.Set.Key is { Type: RecordType.SRV, Name: "calc.servicediscovery.internal" };

    [Fact]
    public async Task Failure_6_a_change_whose_answer_was_lost_is_settled_by_looking_and_not_sent_blindly_again()
    {
        var sent = new List<RecordKey>();
        var zone = new FaultyZone { After = changes => Lost(changes) ? new IOException("the answer was lost") : null };
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), zone);

        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));

        var entry = await Eventually.GetAsync(
            async () => (await projector.Ledger.ReadAsync(
                zone.Id, [new RecordKey("calc.servicediscovery.internal", RecordType.SRV)], CancellationToken.None)).SingleOrDefault(),
            e => e is { Pending: null, Held: not null }, "a settled entry");
        entry!.Held!.Values.ShouldBe(["1 1 32768 red.servicediscovery.internal."]);
        sent.ShouldBeUnique(); // in however many lists

        bool Lost(IReadOnlyList<ExactChange> changes)
        {
            var first = sent.Count == 0;
            sent.AddRange(changes.Select(change => change.Set.Key));
            return first;
        }
    }

    [Fact]
    public async Task What_somebody_deleted_or_edited_is_repaired_and_a_foreign_record_is_left_alone()
    {
        var database = await postgres.CreateDatabaseAsync();
        var zone = new FaultyZone();
        await using (var first = await ProjectorUnderTest.StartAsync(database, zone))
        {
            await first.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769)));
            await Answers(first, "calc", "1 1 32768 red.servicediscovery.internal.");
            await Answers(first, "time", "1 1 32769 red.servicediscovery.internal.");
        }

        var held = await ListAsync(zone);
        var calc = held.Single(s => s.Key.Name.StartsWith("calc.", StringComparison.Ordinal));
        var time = held.Single(s => s.Key.Name.StartsWith("time.", StringComparison.Ordinal));
        zone.Edit(
            new ExactChange(ExactAction.Delete, calc),
            new ExactChange(ExactAction.Delete, time),
            new ExactChange(ExactAction.Create, time with { Values = ["1 1 1 elsewhere.servicediscovery.internal."] }),
            new ExactChange(ExactAction.Create, new RecordSet
            {
                Key = new RecordKey("foreign.servicediscovery.internal", RecordType.A),
                Ttl = 60,
                Values = ["127.0.9.9"],
            }));

        await using var second = await ProjectorUnderTest.StartAsync(database, zone);
        await Answers(second, "calc", "1 1 32768 red.servicediscovery.internal.");
        await Answers(second, "time", "1 1 32769 red.servicediscovery.internal.");
        zone.Values("foreign.servicediscovery.internal", RecordType.A).ShouldBe(["127.0.9.9"]);
    }

    [Fact]
    public async Task Failure_8_a_zone_that_could_only_be_read_in_part_is_not_acted_upon()
    {
        var database = await postgres.CreateDatabaseAsync();
        var zone = new FaultyZone();
        await using (var first = await ProjectorUnderTest.StartAsync(database, zone))
        {
            await first.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769)));
            await Answers(first, "time", "1 1 32769 red.servicediscovery.internal.");
        }

        var calls = zone.Calls;
        zone.BreaksOffAfter = 1;
        await using var second = await ProjectorUnderTest.StartAsync(database, zone);
        await Eventually.ThatAsync(() => zone.BrokenLists > 1, "the list is tried again");
        zone.Calls.ShouldBe(calls);
        (await second.Ledger.ReadAsync(zone.Id, CancellationToken.None)).ShouldAllBe(entry => entry.Held != null);

        zone.BreaksOffAfter = null;
        await second.StateAsync(red.Stopped("c1"));
        await Answers(second, "calc");
        await Answers(second, "time", "1 1 32769 red.servicediscovery.internal.");
    }

    [Fact]
    public async Task Failure_10_a_host_that_leaves_takes_nothing_of_a_host_whose_name_begins_with_its_own()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        var (host1, host10) = (new ModelHost("host1", "127.0.1.1"), new ModelHost("host10", "127.0.1.10"));
        await projector.StateAsync(
            host1.Reported(host1.Container("c1", "calc", 32768)), host10.Reported(host10.Container("c10", "calc", 32768)));
        await Answers(projector, "calc", "1 1 32768 host1.servicediscovery.internal.", "1 1 32768 host10.servicediscovery.internal.");

        await projector.StateAsync(host1.Left());

        await Answers(projector, "calc", "1 1 32768 host10.servicediscovery.internal.");
        projector.Zone.Values("host10.servicediscovery.internal", RecordType.A).ShouldBe(["127.0.1.10"]);
    }

    [Fact]
    public async Task Failure_12_when_every_host_falls_silent_at_once_the_ears_are_doubted_and_nobody_is_withdrawn()
    {
        // The confirmation takes no shorter than the time that may lie between the hosts' first reports on a busy machine.
        var policy = new LeasePolicy(3, ConfirmAfter: TimeSpan.FromSeconds(2));
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), leases: policy);
        var hosts = Enumerable.Range(1, 3).Select(i => new ModelHost($"host{i}", $"127.0.1.{i}")).ToList();
        HostReported Report(ModelHost host) =>
            host.Reported(host.Container(host.Identity.Name, "calc", 32768)) with { Interval = TimeSpan.FromMilliseconds(200) };
        await projector.StateAsync([.. hosts.Select(Report)]);
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 3, "three answers");

        await Eventually.ThatAsync(async () => (await Statuses()).All(status => status == "suspected"), "all are suspected");

        // Nobody may be given up however long it lasts: twice what would confirm a single host's silence.
        var waited = Stopwatch.StartNew();
        await Eventually.ThatAsync(() => waited.Elapsed > TimeSpan.FromSeconds(5), "the silence lasts");
        (await Statuses()).ShouldAllBe(status => status == "suspected");
        projector.Answers("calc").Count.ShouldBe(3);

        async Task<IEnumerable<string>> Statuses() => (await projector.Reader.HostsAsync(CancellationToken.None)).Select(h => h.Status);
    }

    [Fact]
    public async Task Of_two_projectors_one_leads_and_the_other_takes_over_when_it_stops()
    {
        var database = await postgres.CreateDatabaseAsync();
        var zone = new FaultyZone();
        var first = await ProjectorUnderTest.StartAsync(database, zone);
        await Eventually.ThatAsync(() => first.Leadership.Leads, "the first leads");
        await using var second = await ProjectorUnderTest.StartAsync(database, zone);
        second.Leadership.Leads.ShouldBeFalse();

        await first.DisposeAsync();

        await Eventually.ThatAsync(() => second.Leadership.Leads, "the second leads");
        await second.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await Answers(second, "calc", "1 1 32768 red.servicediscovery.internal.");
    }

    [Fact]
    public async Task A_silent_host_is_suspected_then_lost_and_comes_back_with_its_next_report()
    {
        var interval = TimeSpan.FromMilliseconds(200);
        await using var projector = await ProjectorUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), leases: new LeasePolicy(3, ConfirmAfter: TimeSpan.FromMilliseconds(300)));

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)) with { Interval = interval });
        await Answers(projector, "calc", "1 1 32768 red.servicediscovery.internal.");

        await Status("suspected");
        await Status("lost");
        await Answers(projector, "calc");
        projector.Zone.Values("red.servicediscovery.internal", RecordType.A).ShouldBeEmpty();

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await Answers(projector, "calc", "1 1 32768 red.servicediscovery.internal.");
        await Status("live");

        Task Status(string status) => Eventually.ThatAsync(
            async () => (await projector.Reader.HostsAsync(CancellationToken.None)).Single().Status == status, $"host {status}");
    }

    private static Task Answers(ProjectorUnderTest projector, string service, params string[] values) =>
        Eventually.GetAsync(
            () => Task.FromResult(projector.Answers(service)), held => held.SequenceEqual(values), $"answers for {service}");

    private static async Task<List<RecordSet>> ListAsync(IZone zone)
    {
        var sets = new List<RecordSet>();
        await foreach (var set in zone.ListAsync(CancellationToken.None)) sets.Add(set);
        return sets;
    }
}
