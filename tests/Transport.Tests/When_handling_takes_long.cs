using MassTransit;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_handling_takes_long(Moto moto)
{
    private const int VisibilitySeconds = 3;

    [Fact]
    public async Task A_message_is_held_until_it_is_handled()
    {
        await using var stage = await Stage.SetAsync(moto);
        var (first, second) = (await WorkerAsync(stage), await WorkerAsync(stage));

        await first.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => first.Begun + second.Begun > 0, "one of them begins", Stage.Patience);

        // Longer than the visibility timeout three times over.
        await Task.Delay(TimeSpan.FromSeconds(3 * VisibilitySeconds), TimeProvider.System);
        (first.Begun + second.Begun).ShouldBe(1, "nobody else was given the message");
        first.End.SetResult();
        second.End.SetResult();
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and is done", Stage.Patience);
    }

    [Fact]
    public async Task A_message_that_may_be_held_no_longer_comes_again_and_is_still_handled_once_here()
    {
        await using var stage = await Stage.SetAsync(moto);
        var worker = await WorkerAsync(stage, endpoint => endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1));

        await worker.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => worker.Begun == 1, "it begins", Stage.Patience);
        await Task.Delay(TimeSpan.FromSeconds(3 * VisibilitySeconds), TimeProvider.System);
        worker.End.SetResult();

        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "its newest delivery is deleted", Stage.Patience);
        worker.Begun.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_handled_elsewhere_meanwhile_is_handled_twice_and_none_is_lost()
    {
        await using var stage = await Stage.SetAsync(moto);
        var slow = await WorkerAsync(stage, endpoint =>
        {
            endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1);
            endpoint.PrefetchCount = 1;
        });
        await slow.Host.SendAsync(stage.Queue("in"), new Ring(1));
        await Eventually.ThatAsync(() => slow.Begun == 1, "the slow one begins", Stage.Patience);

        var quick = await WorkerAsync(stage);
        quick.End.SetResult();
        await Eventually.ThatAsync(() => quick.Begun == 1, "the other is given the message", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and deletes it", Stage.Patience);

        slow.End.SetResult();
        await slow.Host.SendAsync(stage.Queue("in"), new Ring(2));
        await Eventually.ThatAsync(() => slow.Begun + quick.Begun == 3, "both go on", Stage.Patience);
    }

    private sealed class Worker
    {
        public required Microsoft.Extensions.Hosting.IHost Host { get; init; }
        public TaskCompletionSource End { get; init; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public int Begun => begun[0];
        public required int[] begun { get; init; }
    }

    private static async Task<Worker> WorkerAsync(Stage stage, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null)
    {
        var begun = new int[1];
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = VisibilitySeconds;
            configure?.Invoke(endpoint);
            endpoint.Handler<Ring>(async _ =>
            {
                Interlocked.Increment(ref begun[0]);
                await end.Task;
            });
        }));
        return new Worker { Host = host, End = end, begun = begun };
    }
}
