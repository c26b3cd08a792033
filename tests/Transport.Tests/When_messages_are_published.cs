using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MassTransit;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_messages_are_published(Moto moto)
{
    [Fact]
    public async Task Every_endpoint_that_consumes_their_type_receives_them()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var (left, right, other) = (new ConcurrentQueue<int>(), new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        var host = await broker.StartAsync((_, bus) =>
        {
            bus.Receive(broker.Queue("left"), endpoint => endpoint.On<ItemAdded>(added => left.Enqueue(added.Message.Number)));
            bus.Receive(broker.Queue("right"), endpoint => endpoint.On<ItemAdded>(added => right.Enqueue(added.Message.Number)));
            bus.Receive(broker.Queue("other"), endpoint => endpoint.On<ItemRemoved>(removed => other.Enqueue(removed.Message.Number)));
        });

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => host.Bus().Publish(new ItemAdded(number))));

        await Eventually.ThatAsync(() => left.Count == 50 && right.Count == 50, "both have all", TestBroker.Timeout);
        left.Order().ShouldBe(Enumerable.Range(0, 50));
        right.Order().ShouldBe(Enumerable.Range(0, 50));
        other.ShouldBeEmpty();
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("left")) == 0, "handled messages are deleted", TestBroker.Timeout);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task They_arrive_unchanged_with_and_without_raw_delivery(string raw)
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new TaskCompletionSource<ConsumeContext<ItemAdded>>();
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.QueueSubscriptionAttributes["RawMessageDelivery"] = raw;
            endpoint.On<ItemAdded>(added => arrived.TrySetResult(added));
        }));
        var conversation = NewId.NextGuid();

        await host.Bus().Publish(new ItemAdded(7, "für Elise — \"quoted\" <&> \u0001\n"), context =>
        {
            context.CorrelationId = conversation;
            context.Headers.Set("Colour", "blue");
        });

        var added = await arrived.Task.WaitAsync(TestBroker.Timeout);
        added.Message.ShouldBe(new ItemAdded(7, "für Elise — \"quoted\" <&> \u0001\n"));
        added.CorrelationId.ShouldBe(conversation);
        added.Headers.Get<string>("Colour").ShouldBe("blue");
        added.ReceiveContext.ContentType!.MediaType.ShouldBe("application/vnd.masstransit+json");
    }

    [Fact]
    public async Task More_headers_than_attributes_arrive_in_the_envelope()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new TaskCompletionSource<Headers>();
        var host = await broker.StartAsync(
            (_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(added => arrived.TrySetResult(added.Headers))));

        await host.Bus().Publish(new ItemAdded(1), context =>
        {
            foreach (var number in Enumerable.Range(0, 30)) context.Headers.Set($"Header-{number}", $"value {number}");
        });

        var headers = await arrived.Task.WaitAsync(TestBroker.Timeout);
        foreach (var number in Enumerable.Range(0, 30)) headers.Get<string>($"Header-{number}").ShouldBe($"value {number}");
    }

    [Fact]
    public async Task Without_an_envelope_a_message_with_too_many_headers_is_rejected()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new TaskCompletionSource<ConsumeContext<ItemAdded>>();
        var host = await broker.StartAsync((_, bus) =>
        {
            bus.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType);
            bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(added => arrived.TrySetResult(added)));
        });

        var refusal = await Should.ThrowAsync<TransportException>(() => host.Bus().Publish(new ItemAdded(1), context =>
        {
            foreach (var number in Enumerable.Range(0, 10)) context.Headers.Set($"Header-{number}", "value");
        }));
        await host.Bus().Publish(new ItemAdded(2), context => context.Headers.Set("Colour", "blue"));

        refusal.Message.ShouldContain("Header-9 would be lost");
        var added = await arrived.Task.WaitAsync(TestBroker.Timeout);
        added.Message.Number.ShouldBe(2);
        added.ReceiveContext.TransportHeaders.Get<string>("Colour").ShouldBe("blue");
        JsonNode.Parse(added.ReceiveContext.Body.GetString())!["number"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_rejected_and_the_others_arrive()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var host = await broker.StartAsync((_, bus) =>
            bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(added => arrived.Enqueue(added.Message.Number))));

        var sent = Enumerable.Range(0, 20)
            .Select(number => host.Bus().Publish(new ItemAdded(number, new string('x', number == 10 ? 300_000 : 60_000)))).ToList();

        var refusal = await Should.ThrowAsync<MessageTooLongException>(() => sent[10]);
        refusal.Bytes.ShouldBeGreaterThan(300_000);
        refusal.Message.ShouldContain("SQS and SNS accept 262144");
        await Task.WhenAll(sent.Where((_, number) => number != 10));
        await Eventually.ThatAsync(() => arrived.Count == 19, "the others arrive", TestBroker.Timeout);
        arrived.ShouldNotContain(10);
    }

    [Fact]
    public async Task Names_of_topics_and_settings_of_queues_can_be_configured()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var (topic, queue) = ($"{broker.Scope}-bell", broker.Queue("facts"));
        var host = await broker.StartAsync((_, bus) =>
        {
            bus.Message<ItemAdded>(message => message.SetEntityName(topic));
            bus.Receive(queue, endpoint =>
            {
                endpoint.QueueTags["Room"] = "tower";
                endpoint.QueueAttributes["MessageRetentionPeriod"] = 3600;
                endpoint.On<ItemAdded>(added => arrived.Enqueue(added.Message.Number));
            });
        });

        await host.Bus().Publish(new ItemAdded(1));

        await Eventually.ThatAsync(() => arrived.Contains(1), "it arrives", TestBroker.Timeout);
        (await broker.Sns.ListTopicsAsync(new())).Topics.Select(found => found.TopicArn.Split(':')[^1]).ShouldContain(topic);
        var url = (await broker.Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        (await broker.Sqs.GetQueueAttributesAsync(url, ["MessageRetentionPeriod"])).Attributes["MessageRetentionPeriod"].ShouldBe("3600");
        (await broker.Sqs.ListQueueTagsAsync(new() { QueueUrl = url })).Tags["Room"].ShouldBe("tower");
    }

    [Fact]
    public async Task A_delayed_publication_is_rejected()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, _) => { });

        var refusal = await Should.ThrowAsync<NotSupportedException>(
            () => host.Bus().Publish(new ItemAdded(1), context => context.Delay = TimeSpan.FromSeconds(5)));

        refusal.Message.ShouldContain("send ItemAdded to a queue");
    }
}
