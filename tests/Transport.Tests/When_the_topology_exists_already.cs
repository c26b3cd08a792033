using System.Collections.Concurrent;
using Amazon.SQS.Model;
using Pipeline.Aws.Transport;
using Pipeline.Aws.Transport.Topology;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_the_topology_exists_already(Moto moto)
{
    [Fact]
    public async Task A_bus_that_may_not_create_it_uses_it_unchanged()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var handled = new ConcurrentQueue<int>();
        await DeployAsync(broker, "in", "in_error");
        var before = await InventoryAsync(broker);

        var host = await broker.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(broker.Queue("in"), endpoint =>
            {
                endpoint.QueueAttributes["VisibilityTimeout"] = 77;
                endpoint.On<ItemAdded>(added =>
                    { if (added.Message.Number == 0) throw new InvalidOperationException("zero"); handled.Enqueue(added.Message.Number); });
            });
        });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.Bus().Publish(new ItemAdded(number))));
        await host.SendAsync(broker.Queue("in"), new AddItem(99));

        await Eventually.ThatAsync(() => handled.Count == 19, "all but the bad one are handled", TestBroker.Timeout);
        string[] dead = [(await broker.ReceiveAsync(broker.Queue("in_error"))).Body, (
            await broker.ReceiveAsync(broker.Queue("in_error"))).Body];
        dead.ShouldContain(body => body.Contains("\"number\": 0"));
        dead.ShouldContain(body => body.Contains("\"number\": 99"), "without a skipped queue, unhandled messages go to the error queue");
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "none is stuck", TestBroker.Timeout);
        (await InventoryAsync(broker)).ShouldBe(before);
    }

    [Fact]
    public async Task All_missing_parts_are_named_together()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await DeployAsync(broker, "in");

        var failure = await Should.ThrowAsync<Exception>(() => broker.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(broker.Queue("in"), endpoint =>
            {
                endpoint.On<ItemRemoved>(_ => { });
                endpoint.On<ItemAdded>(_ => { });
            });
        }));

        failure.ToString()
            .ShouldContain($"missing in us-east-1: the topic {broker.Topic<ItemRemoved>()}; the queue {broker.Queue("in_error")}");
        failure.ToString().ShouldContain("creates nothing");
    }

    [Fact]
    public async Task A_missing_subscription_is_named()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await DeployAsync(broker, "in", "in_error");
        await broker.Sns.CreateTopicAsync(new() { Name = broker.Topic<ItemRemoved>() });

        var failure = await Should.ThrowAsync<Exception>(() => broker.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemRemoved>(_ => { }));
        }));

        failure.ToString().ShouldContain($"the subscription of the queue {broker.Queue("in")} to the topic {broker.Topic<ItemRemoved>()}");
    }

    [Fact]
    public async Task Publishing_to_a_missing_topic_fails_with_its_name()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.UseExistingTopology());

        var failure = await Should.ThrowAsync<MissingTopologyException>(() => host.Bus().Publish(new ItemAdded(1)));

        failure.Message.ShouldBe(
            $"missing in us-east-1: the topic {broker.Topic<ItemAdded>()}. This process creates nothing (UseExistingTopology)");
    }

    [Fact]
    public async Task A_redrive_policy_replaces_the_error_queue()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await DeployAsync(broker, "in", "redrive");
        var redrive = (await broker.Sqs.GetQueueAttributesAsync(
            (await broker.Sqs.GetQueueUrlAsync(broker.Queue("redrive"))).QueueUrl, ["QueueArn"])).Attributes["QueueArn"];
        await broker.Sqs.SetQueueAttributesAsync(
            (await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl,
            new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{redrive}}","maxReceiveCount":2}""" });

        var host = await broker.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(broker.Queue("in"), endpoint =>
            {
                endpoint.UseNativeDeadLetters();
                endpoint.On<ItemAdded>(_ => throw new InvalidOperationException("never"));
            });
        });
        await host.Bus().Publish(new ItemAdded(5));

        (await broker.ReceiveAsync(broker.Queue("redrive"))).Body.ShouldContain("\"number\": 5");
    }

    [Fact]
    public async Task An_existing_access_policy_is_kept()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        const string own =
            """
            {"Version":"2012-10-17","Id":"own","Statement":[
            {"Sid":"Owner","Effect":"Allow",
            "Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"SQS:*","Resource":"*"}]}
            """;
        var url = (await broker.Sqs.CreateQueueAsync(
            new CreateQueueRequest(broker.Queue("in")) { Attributes = new() { ["Policy"] = own, ["VisibilityTimeout"] = "11" } })).QueueUrl;

        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 77;
            endpoint.On<ItemAdded>(added => arrived.Enqueue(added.Message.Number));
            endpoint.On<ItemRemoved>(_ => { });
        }));
        await host.Bus().Publish(new ItemAdded(1));

        await Eventually.ThatAsync(() => arrived.Contains(1), "it arrives", TestBroker.Timeout);
        var attributes = (await broker.Sqs.GetQueueAttributesAsync(url, ["Policy", "VisibilityTimeout"])).Attributes;
        attributes["VisibilityTimeout"].ShouldBe("11");
        attributes["Policy"].ShouldContain("\"Sid\": \"Owner\"");
        attributes["Policy"].ShouldContain(broker.Topic<ItemAdded>());
        attributes["Policy"].ShouldContain(broker.Topic<ItemRemoved>());
    }

    private static async Task DeployAsync(TestBroker broker, params string[] queues)
    {
        foreach (var name in queues) await broker.Sqs.CreateQueueAsync(broker.Queue(name));
        var url = (await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl;
        var arn = (await broker.Sqs.GetQueueAttributesAsync(url, ["QueueArn"])).Attributes["QueueArn"];
        var topic = (await broker.Sns.CreateTopicAsync(new() { Name = broker.Topic<ItemAdded>() })).TopicArn;
        await broker.Sns.SubscribeAsync(new(topic, "sqs", arn) { Attributes = new() { ["RawMessageDelivery"] = "true" } });
    }

    /// <summary>All queues and topics of the test with their settings.</summary>
    private static async Task<IReadOnlyList<string>> InventoryAsync(TestBroker broker)
    {
        var found = new List<string>();
        foreach (var url in (await broker.Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = broker.Scope })).QueueUrls ?? [])
        {
            var attributes = (await broker.Sqs.GetQueueAttributesAsync(
                url, ["VisibilityTimeout", "Policy", "RedrivePolicy", "LastModifiedTimestamp"])).Attributes;
            found.Add(
                $"{url} {string.Join(' ', attributes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))}");
        }

        foreach (var topic in (await broker.Sns.ListTopicsAsync(new())).Topics.Where(topic => topic.TopicArn.Contains($":{broker.Scope}_")))
        {
            var subscriptions = (await broker.Sns.ListSubscriptionsByTopicAsync(new() { TopicArn = topic.TopicArn })).Subscriptions;
            found.Add($"{topic.TopicArn} {subscriptions?.Count}");
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
