using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator.Zones;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_others_touch_the_zone(RealPostgres postgres) : IDisposable
{
    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ProjectorMetrics measures = new();

    public void Dispose() => measures.Dispose();

    [Fact]
    public async Task A_record_that_was_edited_is_repaired()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);

        account.Put("calc", "SRV", "1 1 1 elsewhere.servicediscovery.internal.");

        await projector.AnswersAsync("calc", At(32768, "red"));
        Counted("foreign_edits");
    }

    [Fact]
    public async Task A_record_that_was_deleted_comes_back()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);

        account.Remove("calc", "SRV");

        await projector.AnswersAsync("calc", At(32768, "red"));
        Counted("lost_writes");
    }

    [Fact]
    public async Task A_record_that_was_put_back_is_deleted_again()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);
        var calc = account.Of("calc").Single();
        await projector.StateAsync(red.Stopped("c1"));
        await projector.AnswersAsync("calc");

        account.Put(calc);

        await projector.AnswersAsync("calc");
        Counted("orphans");
    }

    [Fact]
    public async Task A_zone_that_was_wiped_is_written_anew()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(
            red.Reported([.. Enumerable.Range(0, 50).Select(i => red.Container($"c{i}", $"service-{i}", 32_768 + i))]));
        await Eventually.ThatAsync(() => account.Records.Count == 51, "51 records", TimeSpan.FromSeconds(60));

        account.Emulator.Edit(account.Zone, zone => zone.Without(record => record.Id.Type is not ("SOA" or "NS")));

        await Eventually.ThatAsync(() => account.Records.Count == 51, "51 records again", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_service_is_not_led_to_somebody_elses_address()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Put("red", "A", "203.0.113.9");
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        var blue = new ModelHost("blue", "127.0.1.2");

        await projector.StateAsync(
            red.Started(red.Container("c1", "calc", 32768)), blue.Started(blue.Container("c2", "calc", 32769)));

        await projector.AnswersAsync("calc", At(32769, "blue"));
        account.Of("red", "A").Single().Values.ShouldBe(["203.0.113.9"]);
        account.Remove("red", "A");
        await projector.AnswersAsync("calc", At(32768, "red"), At(32769, "blue"));
        account.Of("red", "A").Single().Values.ShouldBe(["127.0.1.1"]);
    }

    [Fact]
    public async Task Somebody_elses_records_are_left_alone_and_a_name_in_conflict_is_reported()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Put("calc", "SRV", "1 1 443 elsewhere.example.");
        account.Put("*", "A", "192.0.2.1");
        account.Put("red", "TXT", "\"a note\"");
        account.Put(
            new Record(new RecordId($"time.{Route53Account.Domain}", "SRV", "blue"), 60, ["1 1 443 elsewhere.example."]) { Weight = 1 });
        var before = account.Records;
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(
            red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769), red.Container("c3", "date", 32770)));

        await projector.AnswersAsync("date", At(32770, "red"));
        (await projector.EntryAsync(Srv("calc"), entry => entry?.Foreign is not null, "the conflict")).Held.ShouldBeNull();
        (await projector.EntryAsync(Srv("time"), entry => entry?.Foreign is not null, "the conflict")).Foreign!.Key.SetIdentifier
            .ShouldBe("blue");
        before.ShouldBeSubsetOf(account.Records);
        Counted("conflicts");

        account.Remove("calc", "SRV");
        account.Remove("time", "SRV");
        await projector.AnswersAsync("calc", At(32768, "red"));
        await projector.AnswersAsync("time", At(32769, "red"));

        await projector.StateAsync(red.Left());
        await projector.AnswersAsync("date");
        account.Values("*", "A").ShouldBe(["192.0.2.1"]);
        account.Values("red", "TXT").ShouldBe(["\"a note\""]);
    }

    private async Task<Route53ProjectorUnderTest> CalcAsync(Route53Account account)
    {
        var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await projector.AnswersAsync("calc", At(32768, "red"));
        await projector.EntryAsync(Srv("calc"), entry => entry is { Pending: null, Held: not null }, "accepted");
        return projector;
    }

    private void Counted(string finding) => measures.Of($"pipeline.zone.{finding}").ShouldBeGreaterThan(0);
}
