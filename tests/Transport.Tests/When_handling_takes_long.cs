using System.Runtime.CompilerServices;
using MassTransit;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_handling_takes_long(Moto moto)
{
    private const int Short = 3;

    /// <summary>Long enough for a busy machine: half of it passes before a lock is renewed.</summary>
    private const int Long = 12;

    [Fact]
    public async Task Its_lock_is_renewed_until_the_message_is_handled()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var (first, second) = (await WorkerAsync(broker, Long), await WorkerAsync(broker, Long));

        await first.Host.SendAsync(broker.Queue("in"), new AddItem(1));
        await Eventually.ThatAsync(() => first.Started + second.Started > 0, "one of them starts", TestBroker.Timeout);

        await Task.Delay(TimeSpan.FromSeconds(2.2 * Long), TimeProvider.System);
        (first.Started + second.Started).ShouldBe(1, "the other did not receive the message");
        first.End.SetResult();
        second.End.SetResult();
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "and is done", TestBroker.Timeout);
    }

    [Fact]
    public async Task A_message_whose_lock_expires_is_delivered_again_and_still_handled_once_by_the_same_process()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var worker = await WorkerAsync(broker, Short, endpoint => endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1));

        await worker.Host.SendAsync(broker.Queue("in"), new AddItem(1));
        await Eventually.ThatAsync(() => worker.Started == 1, "it starts", TestBroker.Timeout);
        await Task.Delay(TimeSpan.FromSeconds(3 * Short), TimeProvider.System);
        worker.End.SetResult();

        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("in")) == 0, "its newest delivery is deleted", TestBroker.Timeout);
        worker.Started.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_lock_expires_can_be_handled_by_another_process_and_none_is_lost()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var slow = await WorkerAsync(broker, Short, endpoint =>
        {
            endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1);
            endpoint.PrefetchCount = 1;
        });
        await slow.Host.SendAsync(broker.Queue("in"), new AddItem(1));
        await Eventually.ThatAsync(() => slow.Started == 1, "the slow one starts", TestBroker.Timeout);

        var quick = await WorkerAsync(broker, Short);
        quick.End.SetResult();
        await Eventually.ThatAsync(() => quick.Started == 1, "the other receives the message", TestBroker.Timeout);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "and deletes it", TestBroker.Timeout);

        slow.End.SetResult();
        await slow.Host.SendAsync(broker.Queue("in"), new AddItem(2));
        await Eventually.ThatAsync(() => slow.Started + quick.Started == 3, "both continue", TestBroker.Timeout);
    }

    private sealed record Worker(Microsoft.Extensions.Hosting.IHost Host, TaskCompletionSource End, StrongBox<int> Starts)
    {
        public int Started => Volatile.Read(ref Starts.Value);
    }

    /// <summary>A bus whose consumer completes when the test says so.</summary>
    private static async Task<Worker> WorkerAsync(
        TestBroker broker, int visibilitySeconds, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null)
    {
        var (started, end) = (new StrongBox<int>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = visibilitySeconds;
            configure?.Invoke(endpoint);
            endpoint.Handler<AddItem>(async _ =>
            {
                Interlocked.Increment(ref started.Value);
                await end.Task;
            });
        }));
        return new(host, end, started);
    }
}
