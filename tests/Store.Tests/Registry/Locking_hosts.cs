using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Registry;

public abstract class Locking_hosts(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    /// <summary>How long a call is watched that is to wait.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Two_transactions_on_one_host_exclude_each_other_and_the_second_reads_what_the_first_committed()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await using var second = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);

        var waiting = second.LockAndReadAsync(Some.Hosts("blue", "red"), None);
        await WaitsAsync(waiting);
        await first.CommitAsync(Some.Append(Some.Joining("red")), Some.Nothing, None);

        (await waiting).Hosts.Keys.ShouldBe(["red"]);
    }

    [Fact]
    public async Task Two_transactions_on_two_hosts_do_not_exclude_each_other()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await using var second = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);

        await second.LockAndReadAsync(Some.Hosts("blue"), None);
        await second.CommitAsync(Some.Append(Some.Joining("blue")), Some.Nothing, None);

        (await Store.State.ReadHostsAsync(["blue"], None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_waits_locks_in_the_order_of_asking()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);
        await using var second = await Store.Registry.BeginAsync(None);
        var waiting = second.LockAndReadAsync(Some.Hosts("red"), None);
        await WaitsAsync(waiting);
        await using var third = await Store.Registry.BeginAsync(None);
        var waitingLonger = third.LockAndReadAsync(Some.Hosts("red"), None);
        await WaitsAsync(waitingLonger);

        await first.DisposeAsync();

        await waiting;
        await WaitsAsync(waitingLonger);
        await second.DisposeAsync();
        await waitingLonger;
    }

    [Fact]
    public async Task A_transaction_reads_more_of_a_host_that_it_locked()
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));
        await using var transaction = await Store.Registry.BeginAsync(None);
        (await transaction.LockAndReadAsync(Some.Hosts("red"), None)).Containers.ShouldBeEmpty();

        var more = await transaction.LockAndReadAsync(new(["red"], ["c1"], [], []), None);

        more.Containers.Keys.ShouldBe(["c1"]);
    }

    [Fact]
    public async Task A_lock_ends_with_a_transaction_that_is_disposed_without_a_commit()
    {
        var first = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);
        await using var second = await Store.Registry.BeginAsync(None);
        var waiting = second.LockAndReadAsync(Some.Hosts("red"), None);
        await WaitsAsync(waiting);

        await first.DisposeAsync();

        (await waiting).Hosts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_ends_with_its_session_and_the_next_has_it()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);
        await using var second = await Store.Registry.BeginAsync(None);
        var waiting = second.LockAndReadAsync(Some.Hosts("red"), None);
        await WaitsAsync(waiting);

        await Store.CutLockHoldersAsync();

        (await waiting).Hosts.ShouldBeEmpty();
        await Should.ThrowAsync<StoreUnavailableException>(() => first.LockAndReadAsync(Some.Hosts("red"), None));
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_own_session_is_cut()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);
        await using var second = await Store.Registry.BeginAsync(None);
        var waiting = second.LockAndReadAsync(Some.Hosts("red"), None);
        await WaitsAsync(waiting);

        await Store.CutSessionsAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_stands_in_nobodys_way()
    {
        await using var first = await Store.Registry.BeginAsync(None);
        await first.LockAndReadAsync(Some.Hosts("red"), None);
        using var impatience = new CancellationTokenSource();
        await using (var second = await Store.Registry.BeginAsync(None))
        {
            var waiting = second.LockAndReadAsync(Some.Hosts("red"), impatience.Token);
            await WaitsAsync(waiting);
            await impatience.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        }

        await first.DisposeAsync();

        (await Store.ReadAsync(Some.Hosts("red"))).Hosts.ShouldBeEmpty();
    }

    private static async Task WaitsAsync(Task call)
    {
        await Task.WhenAny(call, Task.Delay(AWhile, TimeProvider.System, None));
        call.IsCompleted.ShouldBeFalse("it should wait");
    }
}

public sealed class Locking_hosts_in_memory() : Locking_hosts(StoreInMemory.CreateAsync);

public sealed class Locking_hosts_in_PostgreSQL(RealPostgres postgres) : Locking_hosts(() => StoreInPostgres.CreateAsync(postgres));
