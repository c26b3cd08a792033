using Pipeline.Contracts;
using Pipeline.Tests.RealParts;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Route53;

/// <summary>From a fact on the bus to a record in Route 53, on the wire, under today's budgets.</summary>
public sealed class Keeping_a_route53_zone(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task A_started_container_is_answered_for_and_a_stopped_one_is_not()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await projector.AnswersAsync("calc", At(32768, "red"));
        account.Values("red", "A").ShouldBe(["127.0.1.1"]);
        account.Of("calc").Single().Ttl.ShouldBe(5);

        await projector.StateAsync(red.Stopping("c1"));
        await projector.AnswersAsync("calc");
        account.Emulator.Counts.ShouldSatisfyAllConditions(c => c.Throttled.ShouldBe(0), c => c.Refused.ShouldBe(0));
    }

    [Fact]
    public async Task The_ledger_knows_when_a_change_was_accepted_and_when_it_is_in_sync()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));

        var accepted = await projector.EntryAsync(Srv("calc"), entry => entry is { Pending: null, Held: not null }, "accepted");
        accepted.ChangeId.ShouldNotBeNull().ShouldStartWith("C");
        await projector.LedgerAsync(
            entries => entries.Count(entry => entry.Held is not null) == 2 && entries.All(entry => entry.InSync), "everything is in sync");
    }

    [Fact]
    public async Task What_a_leader_did_not_see_come_in_sync_the_next_one_does()
    {
        await using var account = await Route53Account.OpenAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var first = await StartAsync(database, account))
        {
            await first.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
            await first.EntryAsync(Srv("calc"), entry => entry is { Pending: null, Held: not null }, "accepted");
        }

        await using var second = await StartAsync(database, account);
        await second.LedgerAsync(
            entries => entries.Count(entry => entry.Held is not null) == 2 && entries.All(entry => entry.InSync), "everything is in sync");
    }

    [Fact]
    public async Task Failure_7_a_thousand_containers_started_at_once_on_forty_hosts_take_few_calls_and_no_refusal()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(
            await postgres.CreateDatabaseAsync(),
            account,
            // So long that a slow machine has folded most of them when the first list is made.
            with: s => s with { Gathering = TimeSpan.FromSeconds(5) },
            fullPassEvery: TimeSpan.FromMinutes(1));
        await projector.StateAsync(
            from number in Enumerable.Range(1, 40)
            let host = new ModelHost($"host{number}", $"127.0.1.{number}")
            from service in Enumerable.Range(0, 25)
            let claim = host.Claim($"service-{service}", 20_000 + service)
            select (IHostFact)host.Started(ModelHost.Container(
                $"host{number}-c{service}", claim with { IsFixed = true, Address6 = $"2001:db8::{number:x}" })));

        await Eventually.ThatAsync(
            () => ((string[])["SRV", "A", "AAAA"]).All(
                type => Enumerable.Range(0, 25).Sum(c => account.Values($"service-{c}", type).Count) == 1_000),
            "a thousand answers of each kind",
            TimeSpan.FromSeconds(60));
        account.Emulator.Counts.ShouldSatisfyAllConditions(
            c => c.Throttled.ShouldBe(0),
            c => c.Refused.ShouldBe(0),
            c => c.Busy.ShouldBe(0),
            c => c.ChangeCalls.ShouldBeLessThanOrEqualTo(10));
    }

    [Fact]
    public async Task A_service_that_outgrows_one_set_is_spread_in_one_change_and_gathered_again()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(red.Reported(Crowd(300)));
        await projector.AnswersAsync("calc", Ports(300));
        account.Of("calc").Single().Policy.ShouldBe("simple");

        await projector.StateAsync(red.Reported(Crowd(1_000)));
        await projector.AnswersAsync("calc", Ports(1_000));
        account.Of("calc").ShouldAllBe(record => record.Policy == "weighted" && record.Values.Length <= 400);

        await projector.StateAsync(red.Reported(Crowd(20)));
        await projector.AnswersAsync("calc", Ports(20));
        await Eventually.ThatAsync(() => account.Of("calc") is [{ Policy: "simple" }], "gathered", TimeSpan.FromSeconds(60));
        account.Emulator.Counts.ShouldSatisfyAllConditions(c => c.Throttled.ShouldBe(0), c => c.Refused.ShouldBe(0));
    }

    [Fact]
    public async Task Another_domain_in_the_zone_is_served_below_it()
    {
        await using var account = await Route53Account.OpenAsync();
        var zone = account.Emulator.CreateZone("internal");
        await using var projector = await StartAsync(
            await postgres.CreateDatabaseAsync(), account, with: s => s with { ZoneId = $"/hostedzone/{zone}" });

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));

        await Eventually.ThatAsync(
            () => account.RecordsOf(zone).Select(record => record.Id.Name)
                .SequenceEqual(["calc.servicediscovery.internal", "red.servicediscovery.internal"]),
            "two records",
            TimeSpan.FromSeconds(60));
    }

    private static string[] Ports(int count) => [.. Enumerable.Range(0, count).Select(i => At(20_000 + i, "red"))];

    private ContainerSnapshot[] Crowd(int count) => [.. Enumerable.Range(0, count).Select(i => red.Container($"c{i}", "calc", 20_000 + i))];
}
