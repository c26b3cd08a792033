using Pipeline.Core.Dns;

namespace Pipeline.Store.Tests.Registry;

public abstract class Searching_the_ledger(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly RecordKey Calc = Some.Key("calc"), Time = Some.Key("time");

    [Fact]
    public async Task Entries_are_found_by_name_in_every_zone()
    {
        await Store.WriteAsync(
            Some.Ledger("Z1", Calc, Some.Submitted(Calc)),
            Some.Ledger("Z2", Calc, Some.Submitted(Calc)),
            Some.Ledger("Z1", Time, Some.Submitted(Time)));

        (await Store.LedgerReader.FindAsync(["calc.test", "unknown.test"], None))
            .Select(entry => entry.Zone).ShouldBe(["Z1", "Z2"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_zone_of_a_domain_is_the_one_whose_ledger_changed_last()
    {
        await Store.WriteAsync(
            Some.Ledger("Z1", Calc, Some.Submitted(Calc, afterSeconds: 2)),
            Some.Ledger("Z2", Calc, Some.Submitted(Calc, afterSeconds: 1)));

        (await Store.LedgerReader.FindZoneAsync("test", None)).ShouldBe("Z1");
    }

    [Fact]
    public async Task A_domain_that_was_never_written_has_no_zone()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)));

        (await Store.LedgerReader.FindZoneAsync("example", None)).ShouldBeNull();
        (await Store.LedgerReader.FindZoneAsync("est", None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_events_of_streams_are_read_in_their_order()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)));
        await Store.WriteAsync(Some.Ledger("Z1", Time, Some.Submitted(Time)));
        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 2, Some.Accepted("C1")));
        await Store.CommitAsync(Some.Joining("red"));
        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 3, Some.InSync("C1")));

        var (calc, time) = (LedgerEntry.StreamOf("Z1", Calc), LedgerEntry.StreamOf("Z1", Time));
        Kinds(await Store.LedgerReader.ReadStreamsAsync([calc, time], 3, None))
            .ShouldBe([(time, nameof(ChangeSubmitted)), (calc, nameof(ChangeAccepted)), (calc, nameof(ChangeInSync))]);
        Kinds(await Store.LedgerReader.ReadStreamsAsync([time], 3, None)).ShouldBe([(time, nameof(ChangeSubmitted))]);
        (await Store.LedgerReader.ReadStreamsAsync([], 3, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Outcomes_are_acceptances_changes_in_sync_and_findings_within_the_window()
    {
        var calc = LedgerEntry.StreamOf("Z1", Calc);
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc), Some.Accepted(), Some.InSync()));
        await Store.CommitAsync(Some.Joining("red"));
        LedgerEvent[] later = [new RecordFound(null, Finding.LostWrite, Some.Start), new ChangeRefused("no", Some.Start)];
        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 5, later));

        Kinds(await Store.LedgerReader.ReadOutcomesAsync(100, None))
            .ShouldBe([(calc, nameof(ChangeAccepted)), (calc, nameof(ChangeInSync)), (calc, nameof(RecordFound))]);
        Kinds(await Store.LedgerReader.ReadOutcomesAsync(4, None)).ShouldBe([(calc, nameof(ChangeInSync)), (calc, nameof(RecordFound))]);
    }

    [Fact]
    public async Task Outcomes_that_came_since_they_were_read_are_read_and_those_that_left_the_window_are_not()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc), Some.Accepted()));
        (await Store.LedgerReader.ReadOutcomesAsync(2, None)).ShouldHaveSingleItem();

        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 3, Some.InSync()));
        var calc = LedgerEntry.StreamOf("Z1", Calc);
        Kinds(await Store.LedgerReader.ReadOutcomesAsync(2, None)).ShouldBe([(calc, nameof(ChangeAccepted)), (calc, nameof(ChangeInSync))]);
        Kinds(await Store.LedgerReader.ReadOutcomesAsync(1, None)).ShouldBe([(calc, nameof(ChangeInSync))]);
        Kinds(await Store.LedgerReader.ReadOutcomesAsync(2, None)).ShouldBe([(calc, nameof(ChangeAccepted)), (calc, nameof(ChangeInSync))]);
    }

    [Fact]
    public async Task A_ledger_that_was_never_written_has_no_outcomes() =>
        (await Store.LedgerReader.ReadOutcomesAsync(100, None)).ShouldBeEmpty();

    private static IEnumerable<(string, string)> Kinds(IReadOnlyList<(string Stream, LedgerEvent Happened)> events) =>
        events.Select(one => (one.Stream, one.Happened.GetType().Name));
}

public sealed class Searching_the_ledger_in_memory() : Searching_the_ledger(StoreInMemory.CreateAsync);

public sealed class Searching_the_ledger_in_PostgreSQL(RealPostgres postgres)
    : Searching_the_ledger(() => StoreInPostgres.CreateAsync(postgres));
