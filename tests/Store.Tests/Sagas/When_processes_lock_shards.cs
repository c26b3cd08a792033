using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Sagas;

public abstract class When_processes_lock_shards : SagaContract
{
    [Fact]
    public async Task One_holds_a_lock_until_it_releases_it()
    {
        await using var first = await Ports.Locks.OpenAsync(CancellationToken.None);
        await using var second = await Ports.Locks.OpenAsync(CancellationToken.None);

        (await first.TryAcquireAsync(3, CancellationToken.None)).ShouldBeTrue();
        (await second.TryAcquireAsync(3, CancellationToken.None)).ShouldBeFalse();
        (await second.TryAcquireAsync(4, CancellationToken.None)).ShouldBeTrue();

        await first.ReleaseAsync(3, CancellationToken.None);
        (await second.TryAcquireAsync(3, CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_s_lock_cannot_be_released()
    {
        await using var first = await Ports.Locks.OpenAsync(CancellationToken.None);
        await using var second = await Ports.Locks.OpenAsync(CancellationToken.None);
        await first.TryAcquireAsync(3, CancellationToken.None);

        await second.ReleaseAsync(3, CancellationToken.None);

        (await second.TryAcquireAsync(3, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Members_are_counted_whether_they_hold_a_lock_or_not()
    {
        await using var first = await Ports.Locks.OpenAsync(CancellationToken.None);
        (await first.CountMembersAsync(CancellationToken.None)).ShouldBe(1);
        var second = await Ports.Locks.OpenAsync(CancellationToken.None);
        (await first.CountMembersAsync(CancellationToken.None)).ShouldBe(2);
        (await second.CountMembersAsync(CancellationToken.None)).ShouldBe(2);

        await second.DisposeAsync();

        await Eventually.ThatAsync(async () => await first.CountMembersAsync(CancellationToken.None) == 1, "the other is not counted any more");
    }

    [Fact]
    public async Task The_locks_of_a_session_that_ends_are_free()
    {
        await using var first = await Ports.Locks.OpenAsync(CancellationToken.None);
        var second = await Ports.Locks.OpenAsync(CancellationToken.None);
        await second.TryAcquireAsync(3, CancellationToken.None);

        await second.DisposeAsync();

        await Eventually.ThatAsync(async () => await first.TryAcquireAsync(3, CancellationToken.None), "the lock is free");
    }

    [Fact]
    public async Task A_session_that_is_cut_has_lost_its_locks_and_says_so()
    {
        await using var cut = await Ports.Locks.OpenAsync(CancellationToken.None);
        await cut.TryAcquireAsync(3, CancellationToken.None);

        await Ports.CutLockSessionsAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => cut.CountMembersAsync(CancellationToken.None));
        await Should.ThrowAsync<StoreUnavailableException>(() => cut.TryAcquireAsync(4, CancellationToken.None));
        await using var next = await Ports.Locks.OpenAsync(CancellationToken.None);
        (await next.TryAcquireAsync(3, CancellationToken.None)).ShouldBeTrue();
        (await next.CountMembersAsync(CancellationToken.None)).ShouldBe(1);
    }

    public sealed class InMemory : When_processes_lock_shards
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InMemory();
    }

    public sealed class InPostgreSql(RealPostgres postgres) : When_processes_lock_shards
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InPostgreSql(postgres);
    }
}
