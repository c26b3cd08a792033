using Pipeline.Core.Storage;
using Pipeline.Projector.Leadership;

namespace Pipeline.Store.Tests.Registry;

public abstract class Electing_a_leader(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_leads_a_zone_and_another_does_not()
    {
        await using var term = (await Store.Election.TryAcquireAsync("Z1", TimeSpan.Zero, None)).ShouldNotBeNull();

        (await Store.Election.TryAcquireAsync("Z1", TimeSpan.Zero, None)).ShouldBeNull();

        term.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_zones_have_two_leaders()
    {
        await using var first = (await Store.Election.TryAcquireAsync("Z1", TimeSpan.Zero, None)).ShouldNotBeNull();

        await using var second = (await Store.Election.TryAcquireAsync("Z2", TimeSpan.Zero, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_waits_and_leads_when_the_first_ends()
    {
        var first = await Store.Election.AcquireAsync("Z1", None);
        var waiting = await WaitAsync();
        var lost = first.Lost;

        await first.DisposeAsync();

        await using var second = await waiting.WaitAsync(Patience, TimeProvider.System);
        lost.IsCancellationRequested.ShouldBeFalse("it was asked to end");
    }

    [Fact]
    public async Task Another_waits_and_leads_when_the_firsts_session_is_cut_and_the_first_is_told()
    {
        await using var first = await Store.Election.AcquireAsync("Z1", None);
        var lost = LossOf(first);
        var waiting = await WaitAsync();

        await Store.CutLockHoldersAsync();

        await using var second = await waiting.WaitAsync(Patience, TimeProvider.System);
        await lost.WaitAsync(Patience, TimeProvider.System);
        second.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_own_session_is_cut()
    {
        await using var first = await Store.Election.AcquireAsync("Z1", None);
        var waiting = await WaitAsync();

        await Store.CutSessionsAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => waiting.WaitAsync(Patience, TimeProvider.System));
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_stands_in_nobodys_way()
    {
        var first = await Store.Election.AcquireAsync("Z1", None);
        using var impatience = new CancellationTokenSource();
        var waiting = await WaitAsync(impatience.Token);

        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await first.DisposeAsync();
        await using var next = (await Store.Election.TryAcquireAsync("Z1", TimeSpan.Zero, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_term_that_was_lost_can_be_ended()
    {
        var first = await Store.Election.AcquireAsync("Z1", None);
        var lost = LossOf(first);
        await Store.CutSessionsAsync();
        await lost.WaitAsync(Patience, TimeProvider.System);

        await first.DisposeAsync();

        await using var next = (await Store.Election.TryAcquireAsync("Z1", TimeSpan.Zero, None)).ShouldNotBeNull();
    }

    private async Task<Task<ILeaderTerm>> WaitAsync(CancellationToken cancel = default)
    {
        var waiting = Store.Election.AcquireAsync("Z1", cancel);
        await Task.WhenAny(waiting, Task.Delay(AWhile, TimeProvider.System, None));
        waiting.IsCompleted.ShouldBeFalse("it should wait");
        return waiting;
    }

    private static Task LossOf(ILeaderTerm term)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        term.Lost.Register(lost.SetResult);
        return lost.Task;
    }
}

public sealed class Electing_a_leader_in_memory() : Electing_a_leader(StoreInMemory.CreateAsync);

public sealed class Electing_a_leader_in_PostgreSQL(RealPostgres postgres) : Electing_a_leader(() => StoreInPostgres.CreateAsync(postgres));
