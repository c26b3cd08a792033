using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_bus_is_stopped(Moto moto)
{
    private const int Messages = 200;
    private const int Free = 30;
    private const int AtOnce = 10;

    [Fact]
    public async Task Under_load_started_messages_are_completed_and_prefetched_ones_returned_at_once()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var (started, completed, gate) = (new ConcurrentDictionary<int, int>(), new ConcurrentDictionary<int, int>(),
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var first = await broker.StartAsync((_, bus) => Working(broker, bus, started, completed, gate.Task));
        var publisher = await broker.StartAsync((_, _) => { });
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(number => publisher.Bus().Publish(new ItemAdded(number))));
        await Eventually.ThatAsync(async () => started.Count == completed.Count + AtOnce && completed.Count >= Free
            && await broker.CountInFlightAsync(broker.Queue("in")) > AtOnce, "messages are in process", TestBroker.Timeout);

        var stopping = first.StopAsync();
        await Eventually.ThatAsync(async () =>
            await broker.CountInFlightAsync(broker.Queue("in")) == AtOnce, "prefetched messages are returned", TestBroker.Timeout);
        gate.SetResult();
        await stopping.WaitAsync(TestBroker.Timeout);

        completed.Keys.Order().ShouldBe(started.Keys.Order(), "started messages are completed");
        (await broker.CountAsync(broker.Queue("in"))).ShouldBe(Messages - completed.Count, "and deleted");
        await broker.StartAsync((_, bus) => Working(broker, bus, started, completed, gate.Task));
        await Eventually.ThatAsync(() => completed.Count == Messages, "the next bus handles the rest", TestBroker.Timeout);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "none is left", TestBroker.Timeout);
    }

    [Fact]
    public async Task A_consumer_that_does_not_end_is_cancelled_and_its_message_returned()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var started = new TaskCompletionSource();
        var host = broker.Build(
            (_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.Handler<AddItem>(async context =>
            {
                started.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            })),
            bus => bus.AddOptions<MassTransitHostOptions>().Configure(options => options.ConsumerStopTimeout = TimeSpan.FromSeconds(1)));
        await host.StartAsync();
        await host.SendAsync(broker.Queue("in"), new AddItem(1));
        await started.Task.WaitAsync(TestBroker.Timeout);

        await host.StopAsync().WaitAsync(TestBroker.Timeout);

        (await broker.ReceiveAsync(broker.Queue("in"))).Body.ShouldContain("\"number\": 1");
        (await broker.QueueExistsAsync(broker.Queue("in_error"))).ShouldBeFalse();
    }

    /// <summary>A consumer that completes the first few messages by itself, and the others when the gate opens.</summary>
    private static void Working(
        TestBroker broker, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> started, ConcurrentDictionary<int,
            int> completed, Task gate) =>
        bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.PrefetchCount = 4 * AtOnce;
            endpoint.ConcurrentMessageLimit = AtOnce;
            endpoint.Handler<ItemAdded>(async added =>
            {
                started.AddOrUpdate(added.Message.Number, 1, (_, times) => times + 1);
                if (started.Count > Free) await gate;
                completed.AddOrUpdate(added.Message.Number, 1, (_, times) => times + 1);
            });
        });
}
