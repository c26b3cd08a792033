using System.Collections.Concurrent;
using Amazon.SQS.Model;
using Pipeline.Aws.Transport;
using Pipeline.Aws.Transport.Topology;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_the_topology_exists_already(Moto moto)
{
    [Fact]
    public async Task A_bus_that_may_create_nothing_uses_it_and_leaves_it_as_it_is()
    {
        await using var stage = await Stage.SetAsync(moto);
        var handled = new ConcurrentQueue<int>();
        await DeployAsync(stage, "in", "in_error");
        var before = await InventoryAsync(stage);

        var host = await stage.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(stage.Queue("in"), endpoint =>
            {
                endpoint.QueueAttributes["VisibilityTimeout"] = 77;
                endpoint.On<Rang>(rang => { if (rang.Message.Number == 0) throw new InvalidOperationException("zero"); handled.Enqueue(rang.Message.Number); });
            });
        });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.Bus().Publish(new Rang(number))));
        await host.SendAsync(stage.Queue("in"), new Ring(99));

        await Eventually.ThatAsync(() => handled.Count == 19, "all but the bad one are handled", Stage.Patience);
        string[] dead = [(await stage.TakeAsync(stage.Queue("in_error"))).Body, (await stage.TakeAsync(stage.Queue("in_error"))).Body];
        dead.ShouldContain(body => body.Contains("\"number\": 0"));
        dead.ShouldContain(body => body.Contains("\"number\": 99"), "what nobody handles goes there as well, where there is no queue for it");
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "none is stuck", Stage.Patience);
        (await InventoryAsync(stage)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_missing_is_named_all_at_once()
    {
        await using var stage = await Stage.SetAsync(moto);
        await DeployAsync(stage, "in");

        var failure = await Should.ThrowAsync<Exception>(() => stage.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(stage.Queue("in"), endpoint =>
            {
                endpoint.On<Rested>(_ => { });
                endpoint.On<Rang>(_ => { });
            });
        }));

        failure.ToString().ShouldContain($"there is no topic {stage.Topic<Rested>()}; there is no queue {stage.Queue("in_error")} in us-east-1");
        failure.ToString().ShouldContain("was told to create nothing");
    }

    [Fact]
    public async Task A_missing_subscription_is_named()
    {
        await using var stage = await Stage.SetAsync(moto);
        await DeployAsync(stage, "in", "in_error");
        await stage.Sns.CreateTopicAsync(new() { Name = stage.Topic<Rested>() });

        var failure = await Should.ThrowAsync<Exception>(() => stage.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rested>(_ => { }));
        }));

        failure.ToString().ShouldContain($"the queue {stage.Queue("in")} is not subscribed to the topic {stage.Topic<Rested>()}");
    }

    [Fact]
    public async Task Publishing_to_a_topic_that_is_not_there_fails_with_its_name()
    {
        await using var stage = await Stage.SetAsync(moto);
        var host = await stage.StartAsync((_, bus) => bus.UseExistingTopology());

        var failure = await Should.ThrowAsync<MissingTopologyException>(() => host.Bus().Publish(new Rang(1)));

        failure.Message.ShouldBe($"there is no topic {stage.Topic<Rang>()} in us-east-1, and this process was told to create nothing (UseExistingTopology)");
    }

    [Fact]
    public async Task A_native_dead_letter_queue_takes_the_place_of_an_error_queue()
    {
        await using var stage = await Stage.SetAsync(moto);
        await DeployAsync(stage, "in", "graveyard");
        var graveyard = (await stage.Sqs.GetQueueAttributesAsync((await stage.Sqs.GetQueueUrlAsync(stage.Queue("graveyard"))).QueueUrl, ["QueueArn"])).Attributes["QueueArn"];
        await stage.Sqs.SetQueueAttributesAsync(
            (await stage.Sqs.GetQueueUrlAsync(stage.Queue("in"))).QueueUrl,
            new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{graveyard}}","maxReceiveCount":2}""" });

        var host = await stage.StartAsync((_, bus) =>
        {
            bus.UseExistingTopology();
            bus.Receive(stage.Queue("in"), endpoint =>
            {
                endpoint.UseNativeDeadLetters();
                endpoint.On<Rang>(_ => throw new InvalidOperationException("never"));
            });
        });
        await host.Bus().Publish(new Rang(5));

        (await stage.TakeAsync(stage.Queue("graveyard"))).Body.ShouldContain("\"number\": 5");
    }

    [Fact]
    public async Task A_queues_own_policy_is_kept_where_a_bus_may_deploy()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        const string own = """{"Version":"2012-10-17","Id":"own","Statement":[{"Sid":"Owner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"SQS:*","Resource":"*"}]}""";
        var url = (await stage.Sqs.CreateQueueAsync(new CreateQueueRequest(stage.Queue("in")) { Attributes = new() { ["Policy"] = own, ["VisibilityTimeout"] = "11" } })).QueueUrl;

        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 77;
            endpoint.On<Rang>(rang => arrived.Enqueue(rang.Message.Number));
            endpoint.On<Rested>(_ => { });
        }));
        await host.Bus().Publish(new Rang(1));

        await Eventually.ThatAsync(() => arrived.Contains(1), "it arrives", Stage.Patience);
        var attributes = (await stage.Sqs.GetQueueAttributesAsync(url, ["Policy", "VisibilityTimeout"])).Attributes;
        attributes["VisibilityTimeout"].ShouldBe("11");
        attributes["Policy"].ShouldContain("\"Sid\": \"Owner\"");
        attributes["Policy"].ShouldContain(stage.Topic<Rang>());
        attributes["Policy"].ShouldContain(stage.Topic<Rested>());
    }

    private static async Task DeployAsync(Stage stage, params string[] queues)
    {
        foreach (var name in queues) await stage.Sqs.CreateQueueAsync(stage.Queue(name));
        var url = (await stage.Sqs.GetQueueUrlAsync(stage.Queue("in"))).QueueUrl;
        var arn = (await stage.Sqs.GetQueueAttributesAsync(url, ["QueueArn"])).Attributes["QueueArn"];
        var topic = (await stage.Sns.CreateTopicAsync(new() { Name = stage.Topic<Rang>() })).TopicArn;
        await stage.Sns.SubscribeAsync(new(topic, "sqs", arn) { Attributes = new() { ["RawMessageDelivery"] = "true" } });
    }

    /// <summary>Everything of the stage that somebody could have created or set.</summary>
    private static async Task<IReadOnlyList<string>> InventoryAsync(Stage stage)
    {
        var found = new List<string>();
        foreach (var url in (await stage.Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = stage.Scope })).QueueUrls ?? [])
        {
            var attributes = (await stage.Sqs.GetQueueAttributesAsync(url, ["VisibilityTimeout", "Policy", "RedrivePolicy", "LastModifiedTimestamp"])).Attributes;
            found.Add($"{url} {string.Join(' ', attributes.OrderBy(attribute => attribute.Key).Select(attribute => $"{attribute.Key}={attribute.Value}"))}");
        }

        foreach (var topic in (await stage.Sns.ListTopicsAsync(new())).Topics.Where(topic => topic.TopicArn.Contains($":{stage.Scope}_")))
            found.Add($"{topic.TopicArn} {(await stage.Sns.ListSubscriptionsByTopicAsync(new() { TopicArn = topic.TopicArn })).Subscriptions?.Count}");
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
