using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Outbox.Sns;
using Verdict = Pipeline.Producer.Tests.Support.ScriptedSns.Verdict;

namespace Pipeline.Producer.Tests.Outbox.Sns;

public sealed class When_SNS_takes_a_part
{
    [Fact]
    public async Task Only_what_it_did_not_take_is_left()
    {
        var sns = new ScriptedSns(subject => subject is "c3" or "c17" ? Verdict.Later : Verdict.Taken);

        var left = (await Should.ThrowAsync<PartialPublishException>(() => PublishAsync(sns, SentFacts.Started(20)))).Unpublished;

        left.Select(fact => ((ContainerStarted)fact).Container.Id).ShouldBe(["c3", "c17"], ignoreOrder: true);
        sns.Taken.Count.ShouldBe(18);
    }

    [Fact]
    public async Task The_outbox_publishes_only_that_again()
    {
        var refused = 0;
        var sns = new ScriptedSns(subject => subject is "c3" && Interlocked.Increment(ref refused) <= 2 ? Verdict.Later : Verdict.Taken);
        await using var server = await LoopbackServer.StartAsync(sns.Answer);
        var time = new FakeTimeProvider();
        using var client = FactQueue.Sns(server.Endpoint);
        var outbox = new FactOutbox(
            Bus(client), capacity: 100, requestReport: () => { }, findHost: () => "i-1", time, Random.Shared, NullLogger.Instance);
        foreach (var fact in SentFacts.Started(10)) outbox.Add(fact);

        var flushed = outbox.FlushAsync(CancellationToken.None);
        await Eventually.ThatAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return flushed.IsCompleted;
            },
            "all is published", FactQueue.Patience);

        await flushed;
        sns.Taken.ShouldBe(Enumerable.Range(0, 10).Select(i => $"c{i}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData(nameof(Verdict.Unnamed))]
    [InlineData(nameof(Verdict.NamedTwice))]
    public async Task Failure_51_what_it_does_not_acknowledge_is_left(string verdict)
    {
        var sns = new ScriptedSns(subject => subject is "c3" or "c17" ? Enum.Parse<Verdict>(verdict) : Verdict.Taken);

        var left = await Should.ThrowAsync<PartialPublishException>(() => PublishAsync(sns, SentFacts.Started(20)));

        left.Unpublished.Select(fact => ((ContainerStarted)fact).Container.Id).ShouldBe(["c3", "c17"], ignoreOrder: true);
        left.Message.ShouldContain("does not say what became of it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<PublishBatchResponse><PublishBatchResult>")]
    [InlineData("<PublishBatchResponse/>")]
    public async Task Failure_52_what_a_proxy_answers_acknowledges_nothing(string body)
    {
        await using var server = await LoopbackServer.StartAsync(_ => new(200, body, "text/html"));
        using var client = FactQueue.Sns(server.Endpoint);

        var left = await Should.ThrowAsync<PartialPublishException>(
            () => Bus(client).PublishAsync(SentFacts.Started(3), CancellationToken.None));

        left.Unpublished.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(nameof(Verdict.Never))]
    [InlineData(nameof(Verdict.Spoils))]
    public async Task What_it_never_takes_stands_in_nobodys_way(string verdict)
    {
        var sns = new ScriptedSns(subject => subject is "c3" ? Enum.Parse<Verdict>(verdict) : Verdict.Taken);

        await PublishAsync(sns, SentFacts.Started(20));

        sns.Taken.ShouldBe(Enumerable.Range(0, 20).Where(i => i != 3).Select(i => $"c{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_fact_longer_than_it_takes_is_not_sent_and_the_others_are()
    {
        var sns = new ScriptedSns(_ => Verdict.Taken);

        await PublishAsync(sns, [.. SentFacts.Started(3), SentFacts.Huge()]);

        sns.Taken.ShouldBe(["c0", "c1", "c2"], ignoreOrder: true);
    }

    [Fact]
    public void A_batch_holds_ten_and_no_more_bytes_than_it_takes()
    {
        var small = new FactMessage(SentFacts.OneOfEach()[0], new string('x', 1_000));
        var large = new FactMessage(SentFacts.OneOfEach()[0], new string('x', 100_000));

        FactMessage.DivideIntoBatches(Enumerable.Repeat(small, 25)).Select(batch => batch.Count).ShouldBe([10, 10, 5]);
        FactMessage.DivideIntoBatches([large, large, large, small]).Select(batch => batch.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Where_the_topics_are_told_nothing_but_publishing_is_asked_of_it()
    {
        var sns = new ScriptedSns(_ => Verdict.Taken);
        await using var server = await LoopbackServer.StartAsync(sns.Answer);
        using var client = FactQueue.Sns(server.Endpoint);

        await Bus(client).PublishAsync(SentFacts.OneOfEach(), CancellationToken.None);

        server.Asked.ShouldAllBe(question => question.Body.Contains("Action=PublishBatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_lets_no_topic_be_made_the_complaint_says_what_to_set()
    {
        await using var server = await LoopbackServer.StartAsync(new ScriptedSns(_ => Verdict.Taken).Answer);
        using var client = FactQueue.Sns(server.Endpoint);
        var topics = new FactTopics(client, scope: null, arnPrefix: null);
        var bus = new SnsFactBus(client, topics, SentFacts.Sender, TimeProvider.System, NullLogger.Instance);

        var complaint = await Should.ThrowAsync<PartialPublishException>(
            () => bus.PublishAsync(SentFacts.Started(1), CancellationToken.None));
        complaint.Message.ShouldContain("Pipeline__TopicArn");
    }

    private static async Task PublishAsync(ScriptedSns sns, IReadOnlyList<IHostFact> facts)
    {
        await using var server = await LoopbackServer.StartAsync(sns.Answer);
        using var client = FactQueue.Sns(server.Endpoint);
        await Bus(client).PublishAsync(facts, CancellationToken.None);
    }

    private static SnsFactBus Bus(Amazon.SimpleNotificationService.IAmazonSimpleNotificationService client) =>
        new(client, new FactTopics(client, scope: null, FactQueue.TopicArn), SentFacts.Sender, TimeProvider.System, NullLogger.Instance);
}
