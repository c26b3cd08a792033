using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_calls_go_wrong(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    public static TheoryData<string> Everything =>
    [
        nameof(Fault.InternalError), nameof(Fault.Throttled), nameof(Fault.ZoneBusy),
        nameof(Fault.BreaksBefore), nameof(Fault.BreaksAfter), nameof(Fault.FailsAfter),
        nameof(Fault.AnswersAPage), nameof(Fault.AnswersNothing),
    ];

    [Theory, MemberData(nameof(Everything))]
    public async Task Failure_5_and_6_whatever_becomes_of_changes_and_their_answers_the_zone_becomes_the_truth(string fault)
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769)));
        await projector.AnswersAsync("time", At(32769, "red"));
        account.Put("foreign", "A", "192.0.2.1");

        account.Emulator.InjectFault(FaultOf(fault), Actions.Change, times: 3);
        await projector.StateAsync(red.Reported(red.Container("c2", "time", 32770), red.Container("c3", "date", 32771)));

        await projector.AnswersAsync("calc");
        await projector.AnswersAsync("time", At(32770, "red"));
        await projector.AnswersAsync("date", At(32771, "red"));
        await projector.LedgerAsync(
            entries => entries.All(entry => entry is { Pending: null, Refused: null })
                && entries.Count(entry => entry.Held is not null) == 3,
            "a settled ledger");
        account.Values("foreign", "A").ShouldBe(["192.0.2.1"]);
        account.Emulator.Counts.ShouldSatisfyAllConditions(
            c => c.Throttled.ShouldBe(0), c => c.Refused.ShouldBe(0, "a change was sent twice"));
    }

    [Theory]
    [InlineData(Actions.List), InlineData(Actions.GetZone), InlineData(Actions.GetChange)]
    public async Task Questions_that_fail_are_asked_again(string action)
    {
        await using var account = await Route53Account.OpenAsync();
        foreach (var fault in Everything) account.Emulator.InjectFault(FaultOf(fault), action);
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));

        await projector.AnswersAsync("calc", At(32768, "red"));
        await projector.LedgerAsync(
            entries => entries.Count(entry => entry.Held is not null) == 2 && entries.All(entry => entry.InSync), "everything is in sync");
    }

    [Fact]
    public async Task A_crash_between_the_zone_and_the_ledger_is_settled_by_the_next_leader()
    {
        await using var account = await Route53Account.OpenAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var first = await StartAsync(database, account, fullPassEvery: TimeSpan.FromMinutes(1)))
        {
            await first.StateAsync(red.Reported());
            await first.LedgerAsync(entries => entries is [{ Held: not null }], "the host");

            // The zone takes the change, nobody hears of it, and the zone cannot be read until this leader is gone.
            account.Emulator.InjectFault(Fault.BreaksAfter, Actions.Change);
            account.Emulator.InjectFault(Fault.InternalError, Actions.List, times: 100);
            await first.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
            await first.AnswersAsync("calc", At(32768, "red"));
            await first.EntryAsync(Srv("calc"), entry => entry is { Pending: not null, Held: null }, "an open outcome");
        }

        account.Emulator.ClearFaults();
        await using var second = await StartAsync(database, account);
        await second.EntryAsync(Srv("calc"), entry => entry is { Pending: null, Held: not null }, "settled");
        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_record_stands_alone_and_the_rest_goes_through()
    {
        await using var account = await Route53Account.OpenAsync();

        // A CNAME of somebody else's is no record of a type that is written here, so only the refusal tells of it.
        account.Put("c7", "CNAME", "elsewhere.");
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(red.Reported([.. Enumerable.Range(0, 20).Select(i => red.Container($"c{i}", $"c{i}", 32_768 + i))]));

        await Eventually.ThatAsync(
            () => Enumerable.Range(0, 20).Count(i => account.Values($"c{i}").Count == 1) == 19,
            "nineteen answers",
            TimeSpan.FromSeconds(60));
        var refused = await projector.EntryAsync(Srv("c7"), entry => entry?.Refusal is not null, "the refusal");
        refused.Refusal!.ShouldContain("a conflicting RRSet of type CNAME");
        account.Values("c7", "CNAME").ShouldBe(["elsewhere."]);

        account.Remove("c7", "CNAME");
        await projector.AnswersAsync("c7", At(32_775, "red"));
    }

    private static Fault FaultOf(string name) => name switch
    {
        nameof(Fault.InternalError) => Fault.InternalError,
        nameof(Fault.Throttled) => Fault.Throttled,
        nameof(Fault.ZoneBusy) => Fault.ZoneBusy,
        nameof(Fault.BreaksBefore) => Fault.BreaksBefore,
        nameof(Fault.BreaksAfter) => Fault.BreaksAfter,
        nameof(Fault.FailsAfter) => Fault.FailsAfter,
        nameof(Fault.AnswersAPage) => Fault.AnswersAPage,
        nameof(Fault.AnswersNothing) => Fault.AnswersNothing,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such fault"),
    };
}
