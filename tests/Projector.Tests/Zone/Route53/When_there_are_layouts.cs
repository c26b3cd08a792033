using Pipeline.Contracts;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_there_are_layouts(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task Weighted_is_a_set_a_container_with_the_identifier_that_names_both()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, ZoneLayout.Weighted);

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "calc", 32769)));
        await projector.AnswersAsync("calc", At(32768, "red"), At(32769, "red"));
        account.Of("calc").Select(record => (record.Id.SetIdentifier, record.Weight)).ShouldBe([("red:c1", 1), ("red:c2", 1)]);

        await projector.StateAsync(red.Stopped("c1"));
        await projector.AnswersAsync("calc", At(32769, "red"));
    }

    [Fact]
    public async Task Multivalue_is_a_set_an_instance()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, ZoneLayout.Multivalue);

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "calc", 32769)));
        await projector.AnswersAsync("calc", At(32768, "red"), At(32769, "red"));
        account.Of("calc").Select(record => (record.Id.SetIdentifier, record.MultiValueAnswer))
            .ShouldBe([("red:32768", true), ("red:32769", true)]);
    }

    [Fact]
    public async Task Another_layout_takes_over_a_live_zone_and_no_name_falls_silent()
    {
        await using var account = await Route53Account.OpenAsync();
        var database = await postgres.CreateDatabaseAsync();
        (ZoneLayout, string)[] steps =
        [
            (ZoneLayout.Simple, "simple"), (ZoneLayout.Weighted, "weighted"),
            (ZoneLayout.Multivalue, "multivalue"), (ZoneLayout.Simple, "simple"),
        ];
        foreach (var (layout, policy) in steps)
        {
            await using var projector = await StartAsync(database, account, layout);
            await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "calc", 32769)));

            await Eventually.ThatAsync(
                () => account.Of("calc") is { Count: > 0 } sets && sets.All(record => record.Policy == policy),
                policy,
                TimeSpan.FromSeconds(60));
            account.Values("calc").ShouldBe([At(32768, "red"), At(32769, "red")]);
            await projector.LedgerAsync(entries => entries.All(entry => entry is { Pending: null, Refused: null }), "a settled ledger");
        }

        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task More_containers_than_a_name_has_identifiers_raise_an_alarm_and_what_fits_is_served()
    {
        using var measures = new ProjectorMetrics();
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, ZoneLayout.Weighted);

        await projector.StateAsync(red.Reported(
        [
            .. Enumerable.Range(0, 103).Select(i => red.Container($"c{i:000}", "calc", 32_768 + i)),
            red.Container("t", "time", 40_000),
        ]));
        await projector.AnswersAsync("time", At(40_000, "red"));
        await Eventually.ThatAsync(() => account.Of("calc").Count == 100, "a hundred sets", TimeSpan.FromSeconds(60));
        await Eventually.ThatAsync(() => measures.Of("pipeline.zone.left_out") == 3, "the alarm", TimeSpan.FromSeconds(60));

        await projector.StateAsync(Enumerable.Range(0, 5).Select(i => (IHostFact)red.Stopped($"c{i:000}")));
        await projector.AnswersAsync("calc", [.. Enumerable.Range(5, 98).Select(i => At(32_768 + i, "red"))]);
        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task More_records_than_a_zone_holds_raise_an_alarm_and_what_fits_is_served()
    {
        using var measures = new ProjectorMetrics();
        await using var account = await Route53Account.OpenAsync(new Rules { RecordsOfAZone = 10 });
        account.Put("foreign", "A", "192.0.2.1");
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, with: s => s with { MaxRecords = 10 });

        // SOA, NS, the fence, a foreign record and the host's: five are left.
        await projector.StateAsync(
            red.Reported([.. Enumerable.Range(0, 8).Select(i => red.Container($"c{i}", $"service-{i}", 32_768 + i))]));
        await projector.AnswersAsync("service-4", At(32_772, "red"));
        await Eventually.ThatAsync(() => measures.Of("pipeline.zone.left_out") == 3, "the alarm", TimeSpan.FromSeconds(60));
        account.Values("service-5").ShouldBeEmpty();

        await projector.StateAsync(red.Stopped("c0"));
        await projector.AnswersAsync("service-5", At(32_773, "red"));
        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task A_zone_is_read_page_by_page_even_amid_the_sets_of_one_name()
    {
        await using var account = await Route53Account.OpenAsync(new Rules { PageSize = 7, Requests = new(1_000, 1_000) });
        var database = await postgres.CreateDatabaseAsync();
        var crowd = Enumerable.Range(0, 60).Select(i => red.Container($"c{i:00}", "calc", 32_768 + i)).ToArray();
        await using var projector = await StartAsync(
            database, account, ZoneLayout.Weighted, s => s with { Budget = new(new(1_000, 1_000), new(1_500, 100)) });
        await projector.StateAsync(red.Reported(crowd));
        await projector.AnswersAsync("calc", [.. Enumerable.Range(0, 60).Select(i => At(32_768 + i, "red"))]);

        account.Emulator.Edit(account.Zone, zone => zone.Without(record => record.Id.SetIdentifier is "red:c23" or "red:c48"));

        await projector.AnswersAsync("calc", [.. Enumerable.Range(0, 60).Select(i => At(32_768 + i, "red"))]);
        account.Emulator.Counts.Refused.ShouldBe(0);
    }
}
