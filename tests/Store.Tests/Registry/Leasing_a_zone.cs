using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;

namespace Pipeline.Store.Tests.Registry;

public abstract class Leasing_a_zone(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10), Less = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task One_leads_and_another_learns_who()
    {
        (await AcquireAsync("red/1")).Term!.Number.ShouldBe(1);

        var attempt = await AcquireAsync("blue/2");

        attempt.Term.ShouldBeNull();
        attempt.State.ShouldSatisfyAllConditions(
            state => state.Holder.ShouldBe("red/1"), state => state.Term.ShouldBe(1), state => state.IsHeld.ShouldBeTrue());
    }

    [Fact]
    public async Task Two_zones_have_two_leaders()
    {
        (await AcquireAsync("red/1", "Z1")).Term.ShouldNotBeNull();
        (await AcquireAsync("red/1", "Z2")).Term.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_at_once_one_leads()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => AcquireAsync($"red/{i}")));

        var term = attempts.Select(attempt => attempt.Term).OfType<TermClaim>().ShouldHaveSingleItem();
        (await Store.Leases.ReadAsync("Z1", None))!.Term.ShouldBe(term.Number);
    }

    [Fact]
    public async Task A_person_may_seize_it_and_the_term_before_is_over()
    {
        var first = (await AcquireAsync("red/1")).Term!;

        var second = (await Store.Leases.SeizeAsync("Z1", "person", Guid.CreateVersion7(), Lasts, None)).Term!;

        second.Number.ShouldBe(first.Number + 1);
        (await RenewAsync(first)).ShouldBeNull();
        await Should.ThrowAsync<StoreConflictException>(() => Store.Ledger.SubmitAsync(
            [], new FenceRequest("Z1", Guid.CreateVersion7(), null), first, None));
        (await RenewAsync(second))!.Holder.ShouldBe("person");
    }

    [Fact]
    public async Task A_zone_that_nobody_leads_is_seized_as_well() =>
        (await Store.Leases.SeizeAsync("Z1", "person", Guid.CreateVersion7(), Lasts, None)).Term!.Number.ShouldBe(1);

    [Fact]
    public async Task A_term_that_expired_is_followed_by_the_next_one()
    {
        var first = (await AcquireAsync("red/1")).Term!;
        await Store.PassAsync(Lasts);
        (await Store.Leases.ReadAsync("Z1", None))!.IsHeld.ShouldBeFalse();

        var second = (await AcquireAsync("blue/2")).Term!;

        second.Number.ShouldBe(first.Number + 1);
        (await RenewAsync(first)).ShouldBeNull();
        (await RenewAsync(second))!.Holder.ShouldBe("blue/2");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_nobody_from_leading_after_a_term_that_is_over()
    {
        var first = (await AcquireAsync("red/1")).Term!;
        await Store.Leases.ReleaseAsync(first, None);

        await Store.PassAsync(TimeSpan.FromHours(-1));

        (await AcquireAsync("blue/2")).Term.ShouldNotBeNull().Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_a_little_takes_no_term_from_its_holder()
    {
        var first = (await AcquireAsync("red/1")).Term!;

        await Store.PassAsync(TimeSpan.FromSeconds(-1));

        (await AcquireAsync("blue/2")).Term.ShouldBeNull();
        (await RenewAsync(first)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_term_that_is_renewed_lasts()
    {
        var term = (await AcquireAsync("red/1")).Term!;
        for (var beats = 0; beats < 3; beats++)
        {
            await Store.PassAsync(Less);
            (await RenewAsync(term)).ShouldNotBeNull();
        }

        (await AcquireAsync("blue/2")).Term.ShouldBeNull();
    }

    [Fact]
    public async Task A_term_that_expired_is_not_renewed_even_if_nobody_else_leads()
    {
        var term = (await AcquireAsync("red/1")).Term!;
        await Store.PassAsync(Lasts);

        (await RenewAsync(term)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_its_holder_renews_a_term()
    {
        var term = (await AcquireAsync("red/1")).Term!;

        (await RenewAsync(term with { Nonce = Guid.NewGuid() })).ShouldBeNull();
        (await RenewAsync(term with { Number = 2 })).ShouldBeNull();
        (await RenewAsync(term)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_released_term_is_over_at_once_and_its_number_is_not_used_again()
    {
        var first = (await AcquireAsync("red/1")).Term!;
        await Store.Leases.ReleaseAsync(first, None);
        (await RenewAsync(first)).ShouldBeNull();

        var second = (await AcquireAsync("blue/2")).Term!;
        second.Number.ShouldBe(2);
        await Store.Leases.ReleaseAsync(first, None);

        (await RenewAsync(second)).ShouldNotBeNull("another's release has no effect on it");
    }

    [Fact]
    public async Task What_the_leader_did_last_is_known_to_all_and_outlasts_its_term()
    {
        var term = (await AcquireAsync("red/1")).Term!;
        (await Store.Leases.ReadAsync("Z1", None))!.LastPass.ShouldBeNull();
        await RenewAsync(term, new LastPass(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(120), null));
        await Store.PassAsync(Less);
        await RenewAsync(term);

        var pass = (await Store.Leases.ReadAsync("Z1", None))!.LastPass!;
        pass.Took.ShouldBe(TimeSpan.FromMilliseconds(120));
        pass.Age!.Value.ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(60));
        await RenewAsync(term, new LastPass(TimeSpan.FromSeconds(9), TimeSpan.FromMilliseconds(120), "the zone is busy"));
        await Store.Leases.ReleaseAsync(term, None);

        (await AcquireAsync("blue/2")).State.LastPass!.Failure.ShouldBe("the zone is busy");
    }

    [Fact]
    public async Task Nobody_ever_led_a_zone_that_is_unknown() => (await Store.Leases.ReadAsync("Z9", None)).ShouldBeNull();

    [Fact]
    public async Task The_ledger_is_appended_to_only_while_the_term_lasts()
    {
        var term = (await AcquireAsync("red/1")).Term!;
        var key = Some.Key("calc");
        await Store.Ledger.AppendAsync([Some.Ledger("Z1", key, Some.Submitted(key))], term, None);
        await Store.PassAsync(Lasts);

        await Should.ThrowAsync<StoreConflictException>(
            () => Store.Ledger.AppendAsync([Some.LedgerAt("Z1", key, 2, Some.Accepted())], term, None));

        (await Store.Ledger.ReadAsync("Z1", None)).ShouldHaveSingleItem().Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_only_the_leader_decides_is_committed_only_while_the_term_lasts()
    {
        var first = (await AcquireAsync("red/1")).Term!;
        await Store.CommitAsync(Some.Append(Some.Joining("red")) with { Term = first }, Some.Nothing);
        await Store.PassAsync(Lasts);
        await AcquireAsync("blue/2");

        await Should.ThrowAsync<StoreConflictException>(
            () => Store.CommitAsync(Some.Append(Some.Joining("blue")) with { Term = first }, Some.Nothing));

        (await Store.State.ReadHostsAsync(["red", "blue"], None)).Select(host => host.Name).ShouldBe(["red"]);
    }

    private Task<LeaseAttempt> AcquireAsync(string holder, string zone = "Z1") =>
        Store.Leases.TryAcquireAsync(zone, holder, Guid.CreateVersion7(), Lasts, None);

    private Task<LeaderState?> RenewAsync(TermClaim term, LastPass? lastPass = null) =>
        Store.Leases.TryRenewAsync(term, Lasts, lastPass, None);
}

public sealed class Leasing_a_zone_in_memory() : Leasing_a_zone(StoreInMemory.CreateAsync);

public sealed class Leasing_a_zone_in_PostgreSQL(RealPostgres postgres) : Leasing_a_zone(() => StoreInPostgres.CreateAsync(postgres));
