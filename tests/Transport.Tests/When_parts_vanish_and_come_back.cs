using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Aws.Transport;
using Pipeline.Aws.Transport.Bus;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

/// <summary>Somebody deletes queues and topics while a bus runs. It finds them again without a restart.</summary>
public sealed class When_parts_vanish_and_come_back(Moto moto)
{
    private static readonly TimeSpan InspectEvery = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Failure_32_a_topic_that_is_gone_is_created_again_and_what_is_published_to_it_arrives()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await broker.StartAsync((_, bus) => Count(broker, bus, arrived));
        await host.Bus().Publish(new ItemAdded(0));
        await Eventually.ThatAsync(() => arrived.ContainsKey(0), "it works", TestBroker.Timeout);

        await DeleteTopicAsync(broker);
        await Task.WhenAll(Enumerable.Range(1, 50).Select(number => host.Bus().Publish(new ItemAdded(number))));

        await Eventually.ThatAsync(() => arrived.Count == 51, "none that was accepted is lost", TestBroker.Timeout);
    }

    [Fact]
    public async Task Failure_31_a_subscription_that_went_with_its_topic_is_restored_though_nobody_publishes()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentDictionary<int, int>();
        await broker.StartAsync((_, bus) => Count(broker, bus, arrived));

        await DeleteTopicAsync(broker);
        var topic = (await broker.Sns.CreateTopicAsync(new() { Name = broker.Topic<ItemAdded>() })).TopicArn;

        await Eventually.ThatAsync(
            async () => (await broker.Sns.ListSubscriptionsByTopicAsync(new() { TopicArn = topic })).Subscriptions is { Count: 1 },
            "the queue is subscribed again", TestBroker.Timeout);
    }

    [Fact]
    public async Task Topic_and_queue_vanish_under_load_and_all_that_is_published_afterwards_arrives()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await broker.StartAsync((_, bus) => Count(broker, bus, arrived));
        using var stop = new CancellationTokenSource();
        var load = PublishAsync(host, stop.Token);
        await Eventually.ThatAsync(() => arrived.Count > 20, "messages flow", TestBroker.Timeout);

        await DeleteTopicAsync(broker);
        await broker.Sqs.DeleteQueueAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl);
        await Eventually.ThatAsync(() => broker.QueueExistsAsync(broker.Queue("in")), "the queue is there again", TestBroker.Timeout);
        var before = arrived.Count;
        await Eventually.ThatAsync(() => arrived.Count > before + 20, "messages flow again", TestBroker.Timeout);
        await stop.CancelAsync();
        await load;

        await Task.WhenAll(Enumerable.Range(-50, 50).Select(number => host.Bus().Publish(new ItemAdded(number))));
        await Eventually.ThatAsync(
            () => Enumerable.Range(-50, 50).All(arrived.ContainsKey), "all that is published afterwards arrives", TestBroker.Timeout);
        Health(host).ShouldBe(BusHealthStatus.Healthy);
    }

    [Fact]
    public async Task A_bus_that_creates_nothing_says_what_is_missing_and_goes_on_once_it_is_back()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await DeployAsync(broker);
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await broker.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            Count(broker, bus, arrived);
        });
        await host.Bus().Publish(new ItemAdded(0));
        await Eventually.ThatAsync(() => arrived.ContainsKey(0), "it works", TestBroker.Timeout);

        await DeleteTopicAsync(broker);
        await SaysAsync(host, $"the topic {broker.Topic<ItemAdded>()}");
        await Should.ThrowAsync<ConnectionException>(() => host.Bus().Publish(new ItemAdded(1)));
        await broker.Sqs.DeleteQueueAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl);
        await SaysAsync(host, $"the queue {broker.Queue("in")}");

        await DeployAsync(broker);
        await Eventually.ThatAsync(() => Health(host) is BusHealthStatus.Healthy, "it is healthy again", TestBroker.Timeout);
        await Eventually.ThatAsync(
            async () =>
            {
                await host.Bus().Publish(new ItemAdded(2));
                return arrived.ContainsKey(2);
            },
            "it receives again", TestBroker.Timeout);
    }

    [Fact]
    public async Task Failure_33_an_error_queue_that_vanishes_is_created_again_for_the_next_message()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.Receive(
            broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(_ => throw new InvalidOperationException("never"))));
        await host.Bus().Publish(new ItemAdded(1));
        await broker.ReceiveAsync(broker.Queue("in_error"));

        await broker.Sqs.DeleteQueueAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("in_error"))).QueueUrl);
        await host.Bus().Publish(new ItemAdded(2));

        (await broker.ReceiveAsync(broker.Queue("in_error"))).Body.ShouldContain("\"number\": 2");
    }

    [Fact]
    public async Task A_queue_that_vanishes_is_received_from_again_while_messages_of_the_former_still_wait()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var (waits, arrived) = (new TaskCompletionSource(), new ConcurrentDictionary<int, int>());
        var host = await broker.StartAsync((_, bus) =>
            bus.Receive(broker.Queue("in"), endpoint => endpoint.Handler<ItemAdded>(HandleAsync)));
        await host.Bus().Publish(new ItemAdded(1));
        await Eventually.ThatAsync(() => arrived.ContainsKey(1), "one waits", TestBroker.Timeout);

        await broker.Sqs.DeleteQueueAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl);
        await Eventually.ThatAsync(() => broker.QueueExistsAsync(broker.Queue("in")), "the queue is there again", TestBroker.Timeout);
        await host.Bus().Publish(new ItemAdded(2));

        await Eventually.ThatAsync(() => arrived.ContainsKey(2), "the next one is handled", TestBroker.Timeout);
        waits.SetResult();

        async Task HandleAsync(ConsumeContext<ItemAdded> added)
        {
            arrived.TryAdd(added.Message.Number, 0);
            if (added.Message.Number == 1) await waits.Task;
        }
    }

    private static Task SaysAsync(IHost host, string part) => Eventually.GetAsync(
        () => Task.FromResult(string.Join("; ", host.Services.GetRequiredService<IBusControl>().CheckHealth().Endpoints
            .Select(endpoint => endpoint.Value.Description))),
        description => description.Contains(part), $"the health says that {part} is missing", TestBroker.Timeout);

    private static BusHealthStatus Health(IHost host) => host.Services.GetRequiredService<IBusControl>().CheckHealth().Status;

    private static async Task PublishAsync(IHost host, CancellationToken stop)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
            await host.Bus().Publish(new ItemAdded(number), CancellationToken.None);
    }

    private static async Task DeleteTopicAsync(TestBroker broker) =>
        await broker.Sns.DeleteTopicAsync(await TopicAsync(broker));

    private static async Task<string> TopicAsync(TestBroker broker) =>
        (await broker.Sns.ListTopicsAsync(new())).Topics.Single(topic => topic.TopicArn.EndsWith($":{broker.Topic<ItemAdded>()}")).TopicArn;

    private static async Task DeployAsync(TestBroker broker)
    {
        foreach (var name in (string[])["in", "in_error"]) await broker.Sqs.CreateQueueAsync(broker.Queue(name));
        var url = (await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl;
        var queue = (await broker.Sqs.GetQueueAttributesAsync(url, ["QueueArn"])).Attributes["QueueArn"];
        var topic = (await broker.Sns.CreateTopicAsync(new() { Name = broker.Topic<ItemAdded>() })).TopicArn;
        await broker.Sns.SubscribeAsync(new(topic, "sqs", queue) { Attributes = new() { ["RawMessageDelivery"] = "true" } });
    }

    private static void Count(TestBroker broker, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> arrived)
    {
        ((SqsBusFactoryConfigurator)bus).InspectEvery = InspectEvery;
        bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(
            added => arrived.AddOrUpdate(added.Message.Number, 1, (_, times) => times + 1)));
    }
}
