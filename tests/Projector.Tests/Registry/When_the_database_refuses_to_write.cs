using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Registry;

public sealed class When_the_database_refuses_to_write(RealPostgres postgres)
{
    private const int Facts = 300;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly ModelHost red = new("red", "127.0.1.1");

    public static TheoryData<string> Kinds => [.. RefusingDatabase.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Failure_27_facts_and_verdicts_wait_until_it_writes_again_and_none_is_rejected_because(string kind)
    {
        await using var database = await RefusingDatabase.CreateAsync(postgres, kind, "pipeline");
        await using var projector = await ProjectorUnderTest.StartAsync(database.ConnectionString);
        await projector.StateAsync(red.Reported(red.Container("c0", "calc", 10_000), red.Container("old", "calc", 9_999)));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 2, "it works");
        var failed = new ConcurrentQueue<string>();
        await using var errors = await ListenAsync(projector.Bus, failed, "facts_error");
        await using var verdictErrors = await ListenAsync(projector.Bus, failed, "verdicts_error");

        await database.RefuseAsync();
        await projector.StateAsync(red.Stopped("old"));
        await projector.StateAsync([.. Enumerable.Range(1, Facts).Select(i => red.Started(red.Container($"c{i}", "calc", 10_000 + i)))]);
        await projector.Bus.Publish(red.Condemned("c0", 1));
        await Eventually.GetAsync(
            () => Task.FromResult(string.Join("; ", projector.Waiting.ReadWaiting())),
            waiting => waiting.Contains(database.Refusal), "a queue says that it waits", Deadline);
        await database.AcceptAsync();

        await Eventually.ThatAsync(() => projector.Answers("calc").Count == Facts, "all are folded, and the verdict as well", Deadline);
        await Eventually.ThatAsync(() => projector.Waiting.ReadWaiting().Count == 0, "none waits any more", Deadline);
        failed.ShouldBeEmpty();
    }

    private static async Task<Listener> ListenAsync(IBus bus, ConcurrentQueue<string> failed, string queue)
    {
        var handle = bus.ConnectReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Handler<ContainerStarted>(message => NoteAsync(message.Message.Container.Id));
            endpoint.Handler<ContainerCondemned>(message => NoteAsync(message.Message.ContainerId));
        });
        await handle.Ready;
        return new Listener(handle);

        Task NoteAsync(string id)
        {
            failed.Enqueue(id);
            return Task.CompletedTask;
        }
    }

    private sealed class Listener(HostReceiveEndpointHandle handle) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await handle.StopAsync();
    }
}
