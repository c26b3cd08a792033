using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Outbox.Sns;

namespace Pipeline.Producer.Tests.Outbox.Sns;

/// <summary>Somebody deletes a topic while the agent runs, and creates it again.</summary>
public sealed class When_a_topic_vanishes(Moto moto)
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(FactQueue.TopicArn)]
    [InlineData(null)]
    public async Task Failure_32_facts_wait_until_it_is_there_with_its_subscription_and_then_arrive(string? place)
    {
        using var queue = await FactQueue.CreateAsync(moto);
        using var sns = FactQueue.Sns(queue.Endpoint);
        var bus = new SnsFactBus(
            sns, new FactTopics(sns, queue.Scope, place), SentFacts.Sender, TimeProvider.System, NullLogger.Instance);
        IReadOnlyList<IHostFact> facts = [SentFacts.OneOfEach()[0]];
        await bus.PublishAsync(facts, None);
        await queue.SeesAsync(heard => heard.Count == 1, "it works");

        var name = FactTopics.FormatName(facts[0].GetType(), queue.Scope);
        await sns.DeleteTopicAsync($"{FactQueue.TopicArn}:{name}");
        var failure = await Should.ThrowAsync<PartialPublishException>(() => bus.PublishAsync(facts, None));
        failure.Message.ShouldContain($"the topic of {facts[0].GetType().Name} is missing");
        (await Should.ThrowAsync<PartialPublishException>(() => bus.PublishAsync(facts, None))).Unpublished.ShouldBe(facts);
        await queue.SubscribeAsync();
        await bus.PublishAsync(facts, None);

        await queue.SeesAsync(heard => heard.Count == 2, "what is published afterwards arrives");
    }
}
