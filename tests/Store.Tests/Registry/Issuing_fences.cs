using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Registry;

public abstract class Issuing_fences(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly Guid First = Guid.CreateVersion7(), Second = Guid.CreateVersion7(), Third = Guid.CreateVersion7();

    [Fact]
    public async Task Nothing_is_known_before_the_first_value() => (await Store.Ledger.ReadFenceAsync("Z1", None)).ShouldBeNull();

    [Fact]
    public async Task The_first_nonce_becomes_the_owner_and_numbers_go_on()
    {
        var first = await IssueAsync(First, from: null);
        var second = await IssueAsync(Second, from: 1);
        var third = await IssueAsync(Third, from: 2);

        first.ShouldBe(new ZoneFence(First, 1, 1, First));
        second.ShouldBe(new ZoneFence(First, 1, 2, Second));
        third.ShouldBe(new ZoneFence(First, 1, 3, Third));
        (await Store.Ledger.ReadFenceAsync("Z1", None)).ShouldBe(new FenceMemory(First, 3, [Second, Third]));
    }

    [Fact]
    public async Task Values_of_unknown_outcome_are_kept()
    {
        await IssueAsync(First, from: null);
        await IssueAsync(Second, from: 1);
        await IssueAsync(Third, from: 1);

        (await Store.Ledger.ReadFenceAsync("Z1", None))!.Nonces.ShouldBe([First, Second, Third]);
    }

    [Fact]
    public async Task A_value_is_issued_together_with_what_is_submitted_or_not_at_all()
    {
        var key = Some.Key("calc");
        var term = await Store.TermAsync();
        await Store.Ledger.SubmitAsync([Some.Ledger("Z1", key, Some.Submitted(key))], Request(First, null), term, None);

        await Should.ThrowAsync<StoreConflictException>(() =>
            Store.Ledger.SubmitAsync([Some.Ledger("Z1", key, Some.Submitted(key))], Request(Second, 1), term, None));

        (await Store.Ledger.ReadAsync("Z1", None)).ShouldHaveSingleItem().Version.ShouldBe(1);
        (await Store.Ledger.ReadFenceAsync("Z1", None))!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task None_is_issued_after_the_term()
    {
        var term = await Store.TermAsync();
        await Store.PassAsync(TimeSpan.FromHours(2));

        await Should.ThrowAsync<StoreConflictException>(() => Store.Ledger.SubmitAsync([], Request(First, null), term, None));

        (await Store.Ledger.ReadFenceAsync("Z1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_may_follow_one_that_this_database_never_issued()
    {
        await IssueAsync(First, from: null);

        var next = await Store.Ledger.SubmitAsync([], Request(Second, null) with { Above = 40 }, await Store.TermAsync(), None);

        next.ShouldBe(new ZoneFence(First, 1, 41, Second));
        (await Store.Ledger.ReadFenceAsync("Z1", None)).ShouldBe(new FenceMemory(First, 41, [Second]));
    }

    [Fact]
    public async Task Zones_have_fences_of_their_own()
    {
        await IssueAsync(First, from: null);
        var term = (await Store.Leases.TryAcquireAsync("Z2", "test", Guid.CreateVersion7(), TimeSpan.FromHours(1), None)).Term!;

        (await Store.Ledger.SubmitAsync([], new FenceRequest("Z2", Second, null), term, None)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_at_once_each_has_a_number_of_its_own()
    {
        var term = await Store.TermAsync();

        var fences = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Store.Ledger.SubmitAsync([], Request(Guid.CreateVersion7(), null), term, None)));

        fences.Select(fence => fence.Number).Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        fences.Select(fence => fence.Owner).Distinct().ShouldHaveSingleItem();
    }

    private static FenceRequest Request(Guid nonce, long? from) => new("Z1", nonce, from);

    private async Task<ZoneFence> IssueAsync(Guid nonce, long? from) =>
        await Store.Ledger.SubmitAsync([], Request(nonce, from), await Store.TermAsync(), None);
}

public sealed class Issuing_fences_in_memory() : Issuing_fences(StoreInMemory.CreateAsync);

public sealed class Issuing_fences_in_PostgreSQL(RealPostgres postgres) : Issuing_fences(() => StoreInPostgres.CreateAsync(postgres));
