using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_the_connection_is_lost(Moto moto)
{
    private const int Messages = 300;

    [Fact]
    public async Task Under_load_all_messages_arrive_after_it_is_restored()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await using var proxy = broker.CreateProxy();
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await broker.StartAsync((_, bus) => Counting(broker, bus, arrived), proxy: proxy);

        var published = PublishAsync(host, 0);
        await Eventually.ThatAsync(() => arrived.Count > 20, "messages arrive", TestBroker.Timeout);
        proxy.Cut();
        var meanwhile = PublishAsync(host, Messages);
        await Eventually.ThatAsync(
            () => Health(host) is BusHealthStatus.Unhealthy or BusHealthStatus.Degraded, "the outage is reported", TestBroker.Timeout);
        meanwhile.IsCompleted.ShouldBeFalse("publications wait during the outage");
        proxy.Mend();

        await Task.WhenAll(published, meanwhile).WaitAsync(TestBroker.Timeout);
        await Eventually.ThatAsync(() => arrived.Count == 2 * Messages, "all arrive", TestBroker.Timeout);
        await Eventually.ThatAsync(() => Health(host) is BusHealthStatus.Healthy, "the endpoint is healthy again", TestBroker.Timeout);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "none is left", TestBroker.Timeout);
    }

    [Fact]
    public async Task At_the_start_a_bus_waits_until_it_is_restored()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await using var proxy = broker.CreateProxy();
        var arrived = new ConcurrentDictionary<int, int>();
        proxy.Cut();

        var starting = broker.StartAsync((_, bus) => Counting(broker, bus, arrived), proxy: proxy);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        starting.IsCompleted.ShouldBeFalse();
        proxy.Mend();

        var host = await starting;
        await host.Bus().Publish(new ItemAdded(1));
        await Eventually.ThatAsync(() => arrived.ContainsKey(1), "it receives", TestBroker.Timeout);
    }

    [Fact]
    public async Task A_publisher_can_cancel_and_a_stop_does_not_wait_for_the_connection()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await using var proxy = broker.CreateProxy();
        var host = await broker.StartAsync((_, bus) => Counting(broker, bus, []), proxy: proxy);
        await host.Bus().Publish(new ItemAdded(1));
        proxy.Cut();

        using var giveUp = new CancellationTokenSource();
        var (given, waiting) = (host.Bus().Publish(new ItemAdded(2), giveUp.Token), host.Bus().Publish(new ItemAdded(3)));
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(TestBroker.Timeout));
        await host.StopAsync().WaitAsync(TestBroker.Timeout);
        await Should.ThrowAsync<Exception>(() => waiting.WaitAsync(TestBroker.Timeout));
    }

    [Fact]
    public async Task A_deleted_queue_is_created_again()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await broker.StartAsync((_, bus) => Counting(broker, bus, arrived));
        await host.Bus().Publish(new ItemAdded(1));
        await Eventually.ThatAsync(() => arrived.ContainsKey(1), "it receives", TestBroker.Timeout);

        await broker.Sqs.DeleteQueueAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl);

        await Eventually.ThatAsync(
            async () =>
            {
                await host.Bus().Publish(new ItemAdded(2));
                return arrived.ContainsKey(2);
            },
            "it receives again", TestBroker.Timeout);
    }

    private static Task PublishAsync(IHost host, int from) =>
        Task.WhenAll(Enumerable.Range(from, Messages).Select(number => host.Bus().Publish(new ItemAdded(number))));

    private static BusHealthStatus Health(IHost host) => host.Services.GetRequiredService<IBusControl>().CheckHealth().Status;

    private static void Counting(TestBroker broker, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> arrived) =>
        bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 5;
            endpoint.On<ItemAdded>(added => arrived.AddOrUpdate(added.Message.Number, 1, (_, times) => times + 1));
        });
}
