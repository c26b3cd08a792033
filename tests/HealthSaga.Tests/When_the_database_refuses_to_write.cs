using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_the_database_refuses_to_write(RealPostgres postgres)
{
    private const int Containers = 40;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly ModelHost red = new("red", "127.0.0.1");

    public static TheoryData<string> Kinds => [.. RefusingDatabase.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Failure_27_facts_and_signals_wait_until_it_writes_again_and_none_is_rejected_because(string kind)
    {
        await using var database = await RefusingDatabase.CreateAsync(postgres, kind, "health");
        await using var saga = await HealthSagaUnderTest.StartAsync(database.ConnectionString);
        await using var service = new WebService();
        await saga.StateAsync(red.Reported(red.Container("c0", "calc", service.Port)));
        await saga.StandsAsync("c0", HealthState.Healthy);
        var failed = new ConcurrentQueue<string>();
        await ListenAsync(saga.Bus, failed, "health-facts_error");
        await ListenAsync(saga.Bus, failed, "health_error");

        await database.RefuseAsync();
        await saga.StateAsync(
            [.. Enumerable.Range(1, Containers).Select(i => red.Started(red.Container($"c{i}", "calc", service.Port)))]);
        await Eventually.GetAsync(
            () => Task.FromResult(string.Join("; ", saga.Waiting.ReadWaiting())),
            waiting => waiting.Contains(database.Refusal), "a queue says that it waits", Deadline);
        await database.AcceptAsync();

        foreach (var i in Enumerable.Range(1, Containers)) await saga.StandsAsync($"c{i}", HealthState.Healthy, Deadline);
        await Eventually.ThatAsync(() => saga.Waiting.ReadWaiting().Count == 0, "none waits any more", Deadline);
        failed.ShouldBeEmpty();
    }

    private static async Task ListenAsync(IBus bus, ConcurrentQueue<string> failed, string queue)
    {
        var handle = bus.ConnectReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Handler<ContainerStarted>(message => NoteAsync(message.Message.Container.Id));
            endpoint.Handler<ContainerStated>(message => NoteAsync(message.Message.ContainerId));
            endpoint.Handler<ContainerSignalled>(message => NoteAsync(message.Message.ContainerId));
        });
        await handle.Ready;

        Task NoteAsync(string id)
        {
            failed.Enqueue(id);
            return Task.CompletedTask;
        }
    }
}
