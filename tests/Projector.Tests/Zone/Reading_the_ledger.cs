using Pipeline.Core.Dns;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Zone;

public sealed class Reading_the_ledger(RealPostgres postgres)
{
    private static readonly RecordKey Calc = new($"calc.{ProjectorUnderTest.Domain}", RecordType.SRV);
    private static readonly RecordKey Time = new($"time.{ProjectorUnderTest.Domain}", RecordType.SRV);

    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task What_it_let_go_is_history_and_not_read_with_every_pass()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769)));
        await EntryAsync(projector, Time, entry => entry is { Held: not null, Pending: null });
        await projector.StateAsync(red.Stopped("c1"));
        await EntryAsync(projector, Calc, entry => entry is { Held: null, Pending: null, Version: > 3 });

        var open = await projector.Ledger.ReadOpenAsync(projector.Zone.Id, CancellationToken.None);
        open.Select(entry => entry.Key!.ToString()).ShouldBe([$"red.{ProjectorUnderTest.Domain}/A", Time.ToString()], ignoreOrder: true);
        (await projector.Ledger.ReadOpenAsync(projector.Zone.Id, [Calc, Time], CancellationToken.None)).Select(entry => entry.Key)
            .ShouldBe([Time]);
    }

    private static Task EntryAsync(ProjectorUnderTest projector, RecordKey key, Predicate<LedgerEntry?> until) => Eventually.GetAsync(
        async () => (await projector.Ledger.ReadAsync(projector.Zone.Id, [key], CancellationToken.None)).SingleOrDefault(),
        until,
        key.ToString(),
        TimeSpan.FromSeconds(60));
}
