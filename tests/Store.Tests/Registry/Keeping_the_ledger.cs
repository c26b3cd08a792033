using Pipeline.Core.Dns;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Registry;

public abstract class Keeping_the_ledger(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly RecordKey Calc = Some.Key("calc");
    private static readonly RecordKey CalcPorts = Some.Key("calc", RecordType.SRV);
    private static readonly RecordKey Time = Some.Key("time");
    private static readonly RecordKey Old = Some.Key("old");

    [Fact]
    public async Task What_is_appended_is_folded()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)));

        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 3, Some.Accepted(), Some.InSync()));

        var entry = (await Store.Ledger.ReadAsync("Z1", None)).ShouldHaveSingleItem();
        (entry.Id, entry.Version, entry.Zone, entry.Key).ShouldBe((LedgerEntry.StreamOf("Z1", Calc), 3, "Z1", Calc));
        (entry.Held, entry.Pending, entry.ChangeId, entry.InSync).ShouldBe((Some.Submitted(Calc).Change.Set, null, "C1", true));
    }

    [Fact]
    public async Task Traces_are_taken_with_an_append()
    {
        string[] traces =
        [
            $"00-{new string('1', 32)}-{new string('2', 16)}-01",
            $"00-{new string('3', 32)}-{new string('4', 16)}-01",
        ];

        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)) with { Traces = traces });

        (await Store.Ledger.ReadAsync("Z1", None)).ShouldHaveSingleItem().Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_that_conflicts_writes_nothing()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)));

        await Should.ThrowAsync<StoreConflictException>(() => Store.WriteAsync(
            Some.Ledger("Z1", Time, Some.Submitted(Time)), Some.LedgerAt("Z1", Calc, 3, Some.Accepted())));

        (await Store.Ledger.ReadAsync("Z1", None)).ShouldHaveSingleItem().Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_is_begun_twice_conflicts()
    {
        await Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc)));

        await Should.ThrowAsync<StoreConflictException>(
            () => Store.WriteAsync(Some.Ledger("Z1", Calc, Some.Submitted(Calc))));
    }

    [Fact]
    public async Task Appending_nothing_does_nothing()
    {
        await Store.WriteAsync();

        (await Store.Ledger.ReadZonesAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Zones_are_those_that_were_written()
    {
        await SceneAsync();

        (await Store.Ledger.ReadZonesAsync(None)).ShouldBe(["Z1", "Z2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Entries_are_read_by_zone_with_what_was_let_go()
    {
        await SceneAsync();

        (await Store.Ledger.ReadAsync("Z1", None)).Select(entry => entry.Key).ShouldBe([Calc, CalcPorts, Time, Old], ignoreOrder: true);
        (await Store.Ledger.ReadAsync("Z3", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_are_read_by_key()
    {
        await SceneAsync();

        (await Store.Ledger.ReadAsync("Z1", [CalcPorts, Old, Some.Key("unknown")], None)).Select(entry => (entry.Zone, entry.Key))
            .ShouldBe([("Z1", CalcPorts), ("Z1", Old)], ignoreOrder: true);
    }

    [Fact]
    public async Task Open_entries_are_all_but_those_that_are_let_go_and_settled()
    {
        await SceneAsync();

        (await Store.Ledger.ReadOpenAsync("Z1", null, None))
            .Select(entry => entry.Key).ShouldBe([Calc, CalcPorts, Time], ignoreOrder: true);
    }

    [Fact]
    public async Task Open_entries_are_read_by_name_whatever_their_type()
    {
        await SceneAsync();

        (await Store.Ledger.ReadOpenAsync("Z1", ["calc.test", "old.test"], None))
            .Select(entry => entry.Key).ShouldBe([Calc, CalcPorts], ignoreOrder: true);
        (await Store.Ledger.ReadOpenAsync("Z1", [], None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_of_somebody_else_is_open()
    {
        var foreign = new RecordFound(Some.Submitted(Calc).Change.Set, Finding.Foreign, Some.Start, Calc);
        await Store.WriteAsync(Some.Ledger("Z1", Calc, foreign));

        (await Store.Ledger.ReadOpenAsync("Z1", null, None)).ShouldHaveSingleItem().Foreign.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deletion_is_open_until_it_is_in_sync()
    {
        var deletion = Some.Submitted(Calc) with { Change = Some.Submitted(Calc).Change with { Action = ChangeAction.Delete } };
        await Store.WriteAsync(Some.Ledger("Z1", Calc, deletion, Some.Accepted()));
        (await Store.Ledger.ReadOpenAsync("Z1", null, None)).ShouldHaveSingleItem().Held.ShouldBeNull();

        await Store.WriteAsync(Some.LedgerAt("Z1", Calc, 3, Some.InSync()));

        (await Store.Ledger.ReadOpenAsync("Z1", null, None)).ShouldBeEmpty();
    }

    /// <summary>In Z1 calc is held as an address and pending as ports, time is held, and old was let go; Z2 holds calc.</summary>
    private Task SceneAsync()
    {
        var held = Some.Submitted(Old);
        var deletion = held with { Change = held.Change with { Action = ChangeAction.Delete } };
        return Store.WriteAsync(
            Some.Ledger("Z1", Calc, Some.Submitted(Calc), Some.Accepted(), Some.InSync()),
            Some.Ledger("Z1", CalcPorts, Some.Submitted(CalcPorts)),
            Some.Ledger("Z1", Time, Some.Submitted(Time), Some.Accepted()),
            Some.Ledger("Z1", Old, held, Some.Accepted(), deletion, Some.Accepted("C2"), Some.InSync("C2")),
            Some.Ledger("Z2", Calc, Some.Submitted(Calc), Some.Accepted()));
    }
}

public sealed class Keeping_the_ledger_in_memory() : Keeping_the_ledger(StoreInMemory.CreateAsync);

public sealed class Keeping_the_ledger_in_PostgreSQL(RealPostgres postgres)
    : Keeping_the_ledger(() => StoreInPostgres.CreateAsync(postgres));
