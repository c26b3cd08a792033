using Npgsql;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_a_zone_is_fenced(RealPostgres postgres) : IDisposable
{
    private readonly ModelHost red = new("red", "127.0.1.1"), blue = new("blue", "127.0.1.2");
    private readonly ProjectorMetrics measures = new();

    public void Dispose() => measures.Dispose();

    [Fact]
    public async Task A_term_begins_with_a_move_of_the_fence_and_each_list_moves_it_once()
    {
        await using var account = await Route53Account.OpenAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var first = await CalcAsync(account, database))
        {
            var calls = account.Emulator.Counts.ChangeCalls;
            Fence(account).Number.ShouldBe(calls);
            await first.StateAsync(red.Stopped("c1"));
            await first.AnswersAsync("calc");
            account.Emulator.Counts.ChangeCalls.ShouldBe(calls + 1);
        }

        var before = Fence(account);
        await using var second = await StartAsync(database, account);
        await Eventually.ThatAsync(() => Fence(account).Number == before.Number + 1, "the second term's fence", TimeSpan.FromSeconds(60));
        Fence(account).ShouldSatisfyAllConditions(
            fence => fence.Owner.ShouldBe(before.Owner), fence => fence.Term.ShouldBe(before.Term + 1));
        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task A_fence_that_was_deleted_is_established_anew()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);
        measures.Of("pipeline.zone.fence.found").ShouldBe(0);

        account.Emulator.Edit(account.Zone, zone => zone.Without(Route53Account.IsFence));

        await Eventually.ThatAsync(() => account.Fence is not null, "the fence", TimeSpan.FromSeconds(60));
        measures.Of("pipeline.zone.fence.found").ShouldBeGreaterThan(0);
        await GoesOnAsync(projector);
    }

    [Theory]
    [InlineData("note"), InlineData("ttl"), InlineData("weighted"), InlineData("old")]
    public async Task A_fence_that_was_edited_is_replaced(string how)
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);
        var fence = account.Fence!;
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "time", 32769)));
        await projector.AnswersAsync("time", At(32769, "red"));

        account.Emulator.Edit(account.Zone, zone => zone.Without(Route53Account.IsFence).With(how switch
        {
            "note" => fence with { Values = ["\"a note\"", "\"another one\""] },
            "ttl" => account.Fence! with { Ttl = 300 },
            "weighted" => fence with { Id = fence.Id with { SetIdentifier = "one" }, Weight = 1 },
            _ => fence,
        }));

        await Eventually.ThatAsync(
            () => account.Fence is { } record && record.Values is [var value] && record.Ttl == FenceRecord.FixedTtl
                && ZoneFence.Parse(value)?.Number > ZoneFence.Parse(fence.Values[0])!.Number,
            "a fence that is ours",
            TimeSpan.FromSeconds(60));
        await GoesOnAsync(projector);
    }

    [Fact]
    public async Task Failure_69_a_leader_whose_database_is_restored_under_it_writes_nothing_more()
    {
        await using var account = await Route53Account.OpenAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var projector = await CalcAsync(account, database);

        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync();
            await using var restore = new NpgsqlCommand("update pipeline.fence set number = 1, nonces = nonces[1:1]", connection);
            await restore.ExecuteNonQueryAsync();
        }

        await projector.StateAsync(red.Stopped("c1"));
        await Eventually.ThatAsync(
            () => projector.Leader.Failure?.Contains("run ./pipeline adopt", StringComparison.Ordinal) is true,
            "a sentence that says why",
            TimeSpan.FromSeconds(60));
        account.Values("calc").ShouldBe([At(32768, "red")]);
    }

    [Fact]
    public async Task Failure_23_of_two_databases_the_one_whose_fence_is_in_the_zone_writes_it_until_a_person_decides()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var first = await CalcAsync(account);
        await using var second = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await second.StateAsync(blue.Reported(blue.Container("c9", "calc", 40000)));
        await Eventually.ThatAsync(
            () => measures.Of("pipeline.zone.fence.found") > 1, "the second is fenced off", TimeSpan.FromSeconds(60));
        await GoesOnAsync(first);
        account.Values("calc").ShouldBe([At(32768, "red")]);

        await first.DisposeAsync();
        account.Emulator.Edit(account.Zone, zone => zone.Without(record =>
            Route53Account.IsFence(record) || record.Id.Name.StartsWith("calc.", StringComparison.Ordinal)));
        await second.AnswersAsync("calc", At(40000, "blue"));
    }

    [Fact]
    public async Task A_record_of_somebody_elses_at_the_fences_name_is_left_alone()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Put("_pipeline-fence", "TXT", "\"somebody's\"");
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);

        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));

        await Eventually.ThatAsync(() => measures.Of("pipeline.zone.fence.found") > 1, "it is told", TimeSpan.FromSeconds(60));
        account.Values("_pipeline-fence", "TXT").ShouldBe(["\"somebody's\""]);
        account.Values("calc").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(Fault.InternalError)), InlineData(nameof(Fault.BreaksAfter)), InlineData(nameof(Fault.FailsAfter))]
    public async Task A_move_whose_answer_is_lost_is_made_again(string fault)
    {
        await using var account = await Route53Account.OpenAsync();
        account.Emulator.InjectFault(
            fault switch
            {
                nameof(Fault.InternalError) => Fault.InternalError,
                nameof(Fault.BreaksAfter) => Fault.BreaksAfter,
                _ => Fault.FailsAfter,
            },
            Actions.Change,
            times: 3);
        await using var projector = await CalcAsync(account);

        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_stranger_made_of_a_record_is_deleted_exactly()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await CalcAsync(account);

        account.Put(account.Of("calc").Single() with { Ttl = null, Values = [], Alias = ("Z9", "elsewhere.", true) });
        await projector.AnswersAsync("calc", At(32768, "red"));

        account.Put(account.Of("calc").Single() with { Ttl = 7, HealthCheckId = "h1" });
        await Eventually.ThatAsync(
            () => account.Of("calc") is [{ HealthCheckId: null, Ttl: 5 }], "without the health check", TimeSpan.FromSeconds(60));
        account.Emulator.Counts.Refused.ShouldBe(0);
    }

    private static ZoneFence Fence(Route53Account account) => ZoneFence.Parse(account.Fence!.Values.Single()).ShouldNotBeNull();

    private async Task<Route53ProjectorUnderTest> CalcAsync(Route53Account account, string? database = null)
    {
        var projector = await StartAsync(database ?? await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await projector.AnswersAsync("calc", At(32768, "red"));
        await projector.EntryAsync(Srv("calc"), entry => entry is { Pending: null, Held: not null }, "accepted");
        return projector;
    }

    private async Task GoesOnAsync(Route53ProjectorUnderTest projector)
    {
        await projector.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c3", "date", 32770)));
        await projector.AnswersAsync("date", At(32770, "red"));
    }
}
