using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MassTransit;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_messages_are_published(Moto moto)
{
    [Fact]
    public async Task Every_endpoint_that_consumes_their_type_receives_them()
    {
        await using var stage = await Stage.SetAsync(moto);
        var (left, right, other) = (new ConcurrentQueue<int>(), new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        var host = await stage.StartAsync((_, bus) =>
        {
            bus.Receive(stage.Queue("left"), endpoint => endpoint.On<Rang>(rang => left.Enqueue(rang.Message.Number)));
            bus.Receive(stage.Queue("right"), endpoint => endpoint.On<Rang>(rang => right.Enqueue(rang.Message.Number)));
            bus.Receive(stage.Queue("other"), endpoint => endpoint.On<Rested>(rested => other.Enqueue(rested.Message.Number)));
        });

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => host.Bus().Publish(new Rang(number))));

        await Eventually.ThatAsync(() => left.Count == 50 && right.Count == 50, "both have all", Stage.Patience);
        left.Order().ShouldBe(Enumerable.Range(0, 50));
        right.Order().ShouldBe(Enumerable.Range(0, 50));
        other.ShouldBeEmpty();
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("left")) == 0, "what was handled is deleted", Stage.Patience);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task They_arrive_the_same_delivered_raw_or_wrapped(string raw)
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new TaskCompletionSource<ConsumeContext<Rang>>();
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueSubscriptionAttributes["RawMessageDelivery"] = raw;
            endpoint.On<Rang>(rang => arrived.TrySetResult(rang));
        }));
        var conversation = NewId.NextGuid();

        await host.Bus().Publish(new Rang(7, "für Elise — \"quoted\" <&> \u0001\n"), context =>
        {
            context.CorrelationId = conversation;
            context.Headers.Set("Colour", "blue");
        });

        var rang = await arrived.Task.WaitAsync(Stage.Patience);
        rang.Message.ShouldBe(new Rang(7, "für Elise — \"quoted\" <&> \u0001\n"));
        rang.CorrelationId.ShouldBe(conversation);
        rang.Headers.Get<string>("Colour").ShouldBe("blue");
        rang.ReceiveContext.ContentType!.MediaType.ShouldBe("application/vnd.masstransit+json");
    }

    [Fact]
    public async Task More_headers_than_attributes_arrive_all_the_same()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new TaskCompletionSource<Headers>();
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(rang => arrived.TrySetResult(rang.Headers))));

        await host.Bus().Publish(new Rang(1), context =>
        {
            foreach (var number in Enumerable.Range(0, 30)) context.Headers.Set($"Header-{number}", $"value {number}");
        });

        var headers = await arrived.Task.WaitAsync(Stage.Patience);
        foreach (var number in Enumerable.Range(0, 30)) headers.Get<string>($"Header-{number}").ShouldBe($"value {number}");
    }

    [Fact]
    public async Task Without_an_envelope_headers_that_find_no_place_are_refused_and_not_lost()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new TaskCompletionSource<ConsumeContext<Rang>>();
        var host = await stage.StartAsync((_, bus) =>
        {
            bus.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType);
            bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(rang => arrived.TrySetResult(rang)));
        });

        var refusal = await Should.ThrowAsync<TransportException>(() => host.Bus().Publish(new Rang(1), context =>
        {
            foreach (var number in Enumerable.Range(0, 10)) context.Headers.Set($"Header-{number}", "value");
        }));
        await host.Bus().Publish(new Rang(2), context => context.Headers.Set("Colour", "blue"));

        refusal.Message.ShouldContain("no place for its headers Header-9");
        var rang = await arrived.Task.WaitAsync(Stage.Patience);
        rang.Message.Number.ShouldBe(2);
        rang.ReceiveContext.TransportHeaders.Get<string>("Colour").ShouldBe("blue");
        JsonNode.Parse(rang.ReceiveContext.Body.GetString())!["number"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_too_long_is_refused_at_its_sender_and_harms_no_neighbour()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(rang => arrived.Enqueue(rang.Message.Number))));

        var sent = Enumerable.Range(0, 20).Select(number => host.Bus().Publish(new Rang(number, new string('x', number == 10 ? 300_000 : 60_000)))).ToList();

        var refusal = await Should.ThrowAsync<MessageTooLongException>(() => sent[10]);
        refusal.Bytes.ShouldBeGreaterThan(300_000);
        refusal.Message.ShouldContain("SQS and SNS take 262144");
        await Task.WhenAll(sent.Where((_, number) => number != 10));
        await Eventually.ThatAsync(() => arrived.Count == 19, "its neighbours arrive", Stage.Patience);
        arrived.ShouldNotContain(10);
    }

    [Fact]
    public async Task Names_of_topics_and_queues_can_be_given()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var (topic, queue) = ($"{stage.Scope}-bell", stage.Queue("facts"));
        var host = await stage.StartAsync((_, bus) =>
        {
            bus.Message<Rang>(message => message.SetEntityName(topic));
            bus.Receive(queue, endpoint =>
            {
                endpoint.QueueTags["Room"] = "tower";
                endpoint.QueueAttributes["MessageRetentionPeriod"] = 3600;
                endpoint.On<Rang>(rang => arrived.Enqueue(rang.Message.Number));
            });
        });

        await host.Bus().Publish(new Rang(1));

        await Eventually.ThatAsync(() => arrived.Contains(1), "it arrives", Stage.Patience);
        (await stage.Sns.ListTopicsAsync(new())).Topics.Select(found => found.TopicArn.Split(':')[^1]).ShouldContain(topic);
        var url = (await stage.Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        (await stage.Sqs.GetQueueAttributesAsync(url, ["MessageRetentionPeriod"])).Attributes["MessageRetentionPeriod"].ShouldBe("3600");
        (await stage.Sqs.ListQueueTagsAsync(new() { QueueUrl = url })).Tags["Room"].ShouldBe("tower");
    }

    [Fact]
    public async Task A_topic_delays_nothing_and_says_so()
    {
        await using var stage = await Stage.SetAsync(moto);
        var host = await stage.StartAsync((_, _) => { });

        var refusal = await Should.ThrowAsync<NotSupportedException>(() => host.Bus().Publish(new Rang(1), context => context.Delay = TimeSpan.FromSeconds(5)));

        refusal.Message.ShouldContain("send the delayed Rang to a queue");
    }
}
