using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Sharing;

namespace Pipeline.Store.Tests.Sagas;

public abstract class When_processes_lock_shards : SagaContract
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10), Less = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task One_holds_a_lock_until_it_releases_it()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        (await AcquiresAsync(first, 3)).ShouldBeTrue();
        (await AcquiresAsync(second, 3)).ShouldBeFalse();
        (await AcquiresAsync(second, 4)).ShouldBeTrue();

        await first.ReleaseAsync(3, CancellationToken.None);
        (await AcquiresAsync(second, 3)).ShouldBeTrue();
        (await HeldAsync(first)).ShouldBeEmpty();
        (await HeldAsync(second)).ShouldBe([3, 4], ignoreOrder: true);
    }

    [Fact]
    public async Task Another_s_lock_cannot_be_released()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await AcquiresAsync(first, 3);

        await second.ReleaseAsync(3, CancellationToken.None);

        (await AcquiresAsync(second, 3)).ShouldBeFalse();
    }

    [Fact]
    public async Task Members_are_counted_whether_they_hold_a_lock_or_not()
    {
        await using var first = await OpenAsync();
        (await MembersAsync(first)).ShouldBe(1);
        var second = await OpenAsync();
        (await MembersAsync(first)).ShouldBe(2);
        (await MembersAsync(second)).ShouldBe(2);

        await second.DisposeAsync();

        (await MembersAsync(first)).ShouldBe(1);
    }

    [Fact]
    public async Task The_locks_of_a_session_that_ends_are_free()
    {
        await using var first = await OpenAsync();
        var second = await OpenAsync();
        await AcquiresAsync(second, 3);

        await second.DisposeAsync();

        (await AcquiresAsync(first, 3)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_that_is_renewed_keeps_its_locks()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await AcquiresAsync(first, 3);
        for (var beats = 0; beats < 3; beats++)
        {
            await Ports.PassAsync(Less);
            (await HeldAsync(first)).ShouldBe([3]);
        }

        (await AcquiresAsync(second, 3)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_that_is_not_renewed_loses_its_locks_and_learns_it()
    {
        await using var frozen = await OpenAsync();
        await AcquiresAsync(frozen, 3);
        await Ports.PassAsync(Lasts);

        await using var next = await OpenAsync();
        (await AcquiresAsync(next, 3)).ShouldBeTrue();

        (await MembersAsync(next)).ShouldBe(1);
        (await frozen.RenewAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_lost_the_judging_saves_no_ruling()
    {
        await using var frozen = await OpenAsync();
        var term = (await frozen.TryAcquireAsync(16, CancellationToken.None))!;
        await Ports.Sagas.SaveAsync([Running("c1")], term, CancellationToken.None);
        await Ports.PassAsync(Lasts);

        await Should.ThrowAsync<StoreConflictException>(() => Ports.Sagas.SaveAsync([Running("c2")], term, CancellationToken.None));

        (await Ports.Recorded.LiveAsync(CancellationToken.None)).Select(health => health.ContainerId).ShouldBe(["c1"]);
    }

    private Task<IShardLockSession> OpenAsync() => Ports.Locks.OpenAsync("prober", Lasts, CancellationToken.None);

    private static async Task<bool> AcquiresAsync(IShardLockSession session, int number) =>
        await session.TryAcquireAsync(number, CancellationToken.None) is not null;

    private static async Task<int> MembersAsync(IShardLockSession session) =>
        (await session.RenewAsync(CancellationToken.None))!.Members;

    private static async Task<IEnumerable<int>> HeldAsync(IShardLockSession session) =>
        (await session.RenewAsync(CancellationToken.None))!.Held.Keys;

    public sealed class InMemory : When_processes_lock_shards
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InMemory();
    }

    public sealed class InPostgreSql(RealPostgres postgres) : When_processes_lock_shards
    {
        protected override Task<SagaPorts> CreateAsync() => SagaPortsSources.InPostgreSql(postgres);
    }
}
