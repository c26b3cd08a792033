using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Pacing;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.Route53Emulator;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Route53;

/// <summary>The zone alone, under a clock of the test's.</summary>
public sealed class When_a_budget_is_kept
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Alone_in_the_account_it_is_never_throttled_for_its_requests()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        var started = time.GetTimestamp();

        for (var i = 0; i < 100; i++)
            await time.PassAsync(writer.ChangeAsync(Upsert(A("red", $"192.0.2.{i}"))));

        account.Emulator.Counts.ShouldSatisfyAllConditions(c => c.ChangeCalls.ShouldBe(100), c => c.Throttled.ShouldBe(0));
        time.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(4.9), "the bucket holds 50, and 10 a second flow in");
    }

    [Fact]
    public async Task Nor_for_its_changes()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        var plan = Enumerable.Range(0, 3_000).Select(i => Create(A($"host-{i}", "192.0.2.1"))).ToList();
        var started = time.GetTimestamp();

        foreach (var batch in Batches.Split(plan, HeldSets.None, zone.Limits.Batches))
            await time.PassAsync(writer.ChangeAsync(batch));

        account.Records.Count.ShouldBe(3_000);
        account.Emulator.Counts.ShouldSatisfyAllConditions(
            c => c.ChangeCalls.ShouldBe(4, "a list holds 1,000 elements, two of them the fence's"),
            c => c.Throttled.ShouldBe(0),
            c => c.Tokens.ShouldBe(3_000 + 1 + 2 + 2 + 2, "each list moves the fence"));
        time.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(14.9), "the bucket holds 1,500, and 100 a second flow in");
    }

    [Fact]
    public async Task A_smaller_budget_is_a_setting()
    {
        var small = new Route53Budget(Requests: new(5, 1), Changes: new(100, 10));
        await using var account = await Route53Account.OpenAsync(new Rules { Requests = new(5, 1), Changes = new(100, 10) }, time);
        var zone = await OpenAsync(account, s => s with { Budget = small });
        var writer = new FencedZone(zone);
        var plan = Enumerable.Range(0, 150).Select(i => Create(A($"host-{i}", "192.0.2.1"))).ToList();

        foreach (var batch in Batches.Split(plan, HeldSets.None, zone.Limits.Batches))
            await time.PassAsync(writer.ChangeAsync(batch));

        account.Emulator.Counts.ShouldSatisfyAllConditions(c => c.ChangeCalls.ShouldBe(2), c => c.Throttled.ShouldBe(0));
    }

    [Fact]
    public async Task Where_others_use_the_account_it_waits_ever_longer_and_gets_its_turn()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        account.Emulator.InjectFault(Fault.Throttled, times: 4);
        account.Emulator.InjectFault(Fault.ZoneBusy, times: 2);
        var started = time.GetTimestamp();

        await time.PassAsync(writer.ChangeAsync(Create(A("red", "192.0.2.1"))));

        account.Emulator.Counts.ShouldSatisfyAllConditions(c => c.ChangeCalls.ShouldBe(7), c => c.Applied.ShouldBe(1));
        time.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(7), "half of 0.25, 0.5, 1, 2, 4 and 8 seconds at least");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_no_call_waiting_after_a_throttled_one()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var clock = new SteadyTime(time);
        var zone = await OpenAsync(account, clock: clock);
        var writer = new FencedZone(zone);
        account.Emulator.InjectFault(Fault.Throttled, times: 9);
        await Should.ThrowAsync<ZoneBusyException>(time.PassAsync(writer.ChangeAsync(Create(A("red", "192.0.2.1")))));
        var throttled = time.GetTimestamp();

        clock.Follow(time.GetUtcNow() - TimeSpan.FromHours(1), throttled);

        var change = time.PassAsync(writer.ChangeAsync(Create(A("red", "192.0.2.1"))));
        await change.WaitAsync(TimeSpan.FromSeconds(30));
        time.GetElapsedTime(throttled).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Where_they_never_let_it_the_pass_ends_and_nothing_was_done()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        account.Emulator.InjectFault(Fault.ZoneBusy, times: 100);

        await Should.ThrowAsync<ZoneBusyException>(
            time.PassAsync(writer.ChangeAsync(Create(A("red", "192.0.2.1")))));
        account.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_after_a_change_leaves_half_of_the_budget_to_changes()
    {
        await using var account = await Route53Account.OpenAsync(new Rules { Propagation = TimeSpan.FromHours(1) }, time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        var receipt = await writer.ChangeAsync(Create(A("red", "192.0.2.1")));
        receipt.InSync.ShouldBeFalse();

        for (var i = 0; i < 40; i++)
            (await time.PassAsync(zone.IsInSyncAsync(receipt.ChangeId, CancellationToken.None))).ShouldBeFalse();
        for (var i = 0; i < 20; i++)
            await writer.ChangeAsync(Upsert(A("red", $"192.0.2.{i}"))).WaitAsync(TimeSpan.FromSeconds(60));

        account.Emulator.Counts.Throttled.ShouldBe(0);
        time.Advance(TimeSpan.FromHours(1));
        (await zone.IsInSyncAsync(receipt.ChangeId, CancellationToken.None)).ShouldBeTrue();
        (await zone.IsInSyncAsync("C0", CancellationToken.None)).ShouldBeTrue("a change that is forgotten was long ago");
    }

    [Fact]
    public async Task What_it_refuses_is_told()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);

        (await Should.ThrowAsync<ZoneRefusedException>(writer.ChangeAsync(Delete(A("red", "192.0.2.1"))))).Message
            .ShouldContain("but it was not found");
        (await Should.ThrowAsync<ZoneRefusedException>(
            writer.ChangeAsync(Create(A("red", "192.0.2.1") with { Ttl = -1 })))).Message.ShouldContain("TTL");
    }

    [Fact]
    public async Task A_listing_gives_back_what_was_written_and_what_others_wrote_by_their_names()
    {
        await using var account = await Route53Account.OpenAsync(time: time);
        var zone = await OpenAsync(account);
        var writer = new FencedZone(zone);
        var weighted = Srv("calc", At("red")) with
        {
            Key = Srv("calc").Key with { SetIdentifier = "red:c1" },
            Routing = Routing.Weighted(7),
        };
        var multivalue = Srv("time", At("red")) with
        {
            Key = Srv("time").Key with { SetIdentifier = "red:32768" },
            Routing = Routing.Multivalue,
        };
        var simple = Srv("date", At("red"), At("blue"));
        await writer.ChangeAsync(Create(weighted), Create(multivalue), Create(simple));
        account.Put("*", "A", "192.0.2.1");
        account.Put("note", "TXT", "\"of another type\"");
        account.Put(new(new($"alias.{Domain}", "A"), null, []) { Alias = ("Z1", "elsewhere.", false) });

        var listed = new List<RecordSet>();
        await foreach (var set in zone.ListAsync(CancellationToken.None)) listed.Add(set);

        listed.ShouldBe(
            [weighted, multivalue, simple, A("*", "192.0.2.1") with { Ttl = 60 }, Aliased],
            ignoreOrder: true);
        (await zone.RoomAsync(CancellationToken.None)).ShouldBe(10_000 - 9);
    }

    /// <summary>An alias of somebody else's.</summary>
    private static RecordSet Aliased => A("alias") with
    {
        Ttl = 0,
        Routing = Routing.Other,
        Other = new OtherMembers { Alias = new AliasTarget("Z1", "elsewhere.", EvaluatesHealth: false) },
    };

    private async Task<Route53Zone> OpenAsync(
        Route53Account account, Func<Route53ZoneSettings, Route53ZoneSettings>? with = null, TimeProvider? clock = null)
    {
        var settings = new Route53ZoneSettings { Domain = Route53Account.Domain, ZoneId = account.Zone };
        settings = with?.Invoke(settings) ?? settings;
        var zone = new Route53Zone(
            account.Client(settings), settings, clock ?? time, Random.Shared, NullLogger<Route53Zone>.Instance);
        await zone.OpenAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(1));
        account.Emulator.ResetCounts();
        return zone;
    }
}
