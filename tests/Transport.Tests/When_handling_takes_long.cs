using System.Runtime.CompilerServices;
using MassTransit;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_handling_takes_long(Moto moto)
{
    private const int Short = 3;

    /// <summary>Long enough for a machine that has much else to do: half of it passes before a hold is extended.</summary>
    private const int Long = 12;

    [Fact]
    public async Task A_message_is_held_until_it_is_handled()
    {
        await using var stage = await Stage.SetAsync(moto);
        var (first, second) = (await WorkerAsync(stage, Long), await WorkerAsync(stage, Long));

        await first.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => first.Begun + second.Begun > 0, "one of them begins", Stage.Patience);

        await Task.Delay(TimeSpan.FromSeconds(2.2 * Long), TimeProvider.System);
        (first.Begun + second.Begun).ShouldBe(1, "nobody else was given the message");
        first.End.SetResult();
        second.End.SetResult();
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and is done", Stage.Patience);
    }

    [Fact]
    public async Task A_message_that_may_be_held_no_longer_comes_again_and_is_still_handled_once_here()
    {
        await using var stage = await Stage.SetAsync(moto);
        var worker = await WorkerAsync(stage, Short, endpoint => endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1));

        await worker.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => worker.Begun == 1, "it begins", Stage.Patience);
        await Task.Delay(TimeSpan.FromSeconds(3 * Short), TimeProvider.System);
        worker.End.SetResult();

        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "its newest delivery is deleted", Stage.Patience);
        worker.Begun.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_handled_elsewhere_meanwhile_is_handled_twice_and_none_is_lost()
    {
        await using var stage = await Stage.SetAsync(moto);
        var slow = await WorkerAsync(stage, Short, endpoint =>
        {
            endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1);
            endpoint.PrefetchCount = 1;
        });
        await slow.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => slow.Begun == 1, "the slow one begins", Stage.Patience);

        var quick = await WorkerAsync(stage, Short);
        quick.End.SetResult();
        await Eventually.ThatAsync(() => quick.Begun == 1, "the other is given the message", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and deletes it", Stage.Patience);

        slow.End.SetResult();
        await slow.Host.SendAsync(stage.Queue("in"), new Ring(2));
        await Eventually.ThatAsync(() => slow.Begun + quick.Begun == 3, "both go on", Stage.Patience);
    }

    private sealed record Worker(Microsoft.Extensions.Hosting.IHost Host, TaskCompletionSource End, StrongBox<int> Beginnings)
    {
        public int Begun => Volatile.Read(ref Beginnings.Value);
    }

    /// <summary>A bus whose consumer ends when it is told to.</summary>
    private static async Task<Worker> WorkerAsync(Stage stage, int visibilitySeconds, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null)
    {
        var (begun, end) = (new StrongBox<int>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = visibilitySeconds;
            configure?.Invoke(endpoint);
            endpoint.Handler<Ring>(async _ =>
            {
                Interlocked.Increment(ref begun.Value);
                await end.Task;
            });
        }));
        return new(host, end, begun);
    }
}
