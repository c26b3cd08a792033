using System.Threading.Channels;
using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Tests.Registry;

public abstract class Hearing_of_changes(Func<Task<StoreUnderTest>> create) : StoreContract(create)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<ChangeNotice> heard = Channel.CreateUnbounded<ChangeNotice>();

    [Fact]
    public async Task A_listener_hears_everything_first()
    {
        await Store.Changes.PublishAsync(Some.NoticeOf("before"), None);
        using var stop = new CancellationTokenSource();

        var listening = ListenAsync(stop.Token);

        (await NextAsync()).Scope.Everything.ShouldBeTrue();
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task A_notice_is_heard_with_the_commit_and_by_every_listener()
    {
        using var stop = new CancellationTokenSource();
        var listening = Task.WhenAll(ListenAsync(stop.Token), ListenAsync(stop.Token));
        await NextAsync();
        await NextAsync();

        var traces = new Dictionary<string, string[]> { ["calc"] = ["00-1-2-01"] };
        var notice = new ChangeNotice(Some.NoticeOf("calc").Scope, traces, Some.Start);
        await Store.CommitAsync(Some.Append(Some.Starting("c1", "red")), notice);

        foreach (var told in new[] { await NextAsync(), await NextAsync() })
        {
            told.Scope.Services.ShouldBe(["calc"]);
            told.Traces["calc"].ShouldBe(["00-1-2-01"]);
            told.Stated.ShouldBe(Some.Start);
        }

        (await Store.State.FindContainerAsync("c1", None)).ShouldNotBeNull();
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task Notices_are_heard_in_the_order_of_the_commits()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync(stop.Token);
        await NextAsync();

        string[] services = ["a", "b", "c", "d"];
        foreach (var service in services) await Store.CommitAsync(Some.Append(Some.Starting(service, "red")), Some.NoticeOf(service));

        foreach (var service in services) (await NextAsync()).Scope.Services.ShouldBe([service]);
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task A_notice_is_not_heard_without_the_commit()
    {
        await Store.CommitAsync(Some.Starting("c1", "red"));
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync(stop.Token);
        await NextAsync();

        await Should.ThrowAsync<StoreConflictException>(
            () => Store.CommitAsync(Some.Append(Some.Starting("c1", "red")), Some.NoticeOf("lost")));

        await Store.Changes.PublishAsync(Some.NoticeOf("next"), None);
        (await NextAsync()).Scope.Services.ShouldBe(["next"]);
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task A_notice_of_nothing_is_not_heard_with_its_commit()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync(stop.Token);
        await NextAsync();

        await Store.CommitAsync(Some.Append(Some.Starting("c1", "red")), new(ZoneScope.Nothing, ChangeNotice.NoTraces));

        await Store.Changes.PublishAsync(Some.NoticeOf("next"), None);
        (await NextAsync()).Scope.Services.ShouldBe(["next"]);
        await EndAsync(listening, stop);
    }

    [Fact]
    public async Task A_listener_whose_connection_breaks_is_told()
    {
        var listening = ListenAsync(None);
        await NextAsync();

        await Store.CutSessionsAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => listening.WaitAsync(Patience, TimeProvider.System));
    }

    private Task ListenAsync(CancellationToken cancel) => Store.Changes.ListenAsync(notice => heard.Writer.TryWrite(notice), cancel);

    private async Task<ChangeNotice> NextAsync() => await heard.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);

    private static async Task EndAsync(Task listening, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }
}

public sealed class Hearing_of_changes_in_memory() : Hearing_of_changes(StoreInMemory.CreateAsync);

public sealed class Hearing_of_changes_in_PostgreSQL(RealPostgres postgres)
    : Hearing_of_changes(() => StoreInPostgres.CreateAsync(postgres));
