using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Receiving;
using Pipeline.Aws.Transport.Topology;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

/// <summary>A peer answers with status 200 and does not say of each entry what became of it, or says what SNS and SQS never say.</summary>
public sealed class When_an_answer_to_a_batch_is_incomplete : IDisposable
{
    private const int Entries = 20;

    private static readonly string[] Bodies = [.. Enumerable.Range(0, Entries).Select(number => $"body-{number}")];

    private readonly CancellationTokenSource giveUp = new();
    private readonly FakeTimeProvider time = new();

    /// <summary>The identifiers in the two lists of the answer to a batch.</summary>
    public static TheoryData<string[], string[]> Lists => new()
    {
        { [], [] },
        { ["0"], [] },
        { ["70", "x", "01", "-1", ""], [] },
        { ["0", "0"], ["x"] },
        { ["0", "1"], ["1"] },
        { ["0"], ["1", "1"] },
    };

    public static TheoryData<string> Foreign =>
        ["", "{}", "null", "[]", "<html><body>Sign in</body></html>", "{\"Successful\":[{\"Id\":\"0\""];

    public void Dispose() => giveUp.Dispose();

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Failure_51_what_SNS_does_not_acknowledge_is_published_again(string[] accepted, string[] failed)
    {
        await using var peer = new BatchPeer(RemoveEmpty(accepted), failed);
        var sender = new BatchSender(null!, peer.Sns, TimeSpan.FromMinutes(15), time, giveUp.Token);

        await PassAsync(Task.WhenAll(Bodies.Select(body => sender.PublishAsync("arn:t", Message(body), CancellationToken.None))));

        peer.IsSaid.ShouldBeTrue();
        peer.Acknowledged.ShouldBe(Bodies, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Failure_51_what_SQS_does_not_acknowledge_is_sent_again(string[] accepted, string[] failed)
    {
        await using var peer = new BatchPeer(accepted, failed);
        var sender = new BatchSender(peer.Sqs, null!, TimeSpan.FromMinutes(15), time, giveUp.Token);

        await PassAsync(Task.WhenAll(Bodies.Select(body => sender.SendAsync(peer.QueueUrl, Message(body), CancellationToken.None))));

        peer.IsSaid.ShouldBeTrue();
        peer.Acknowledged.ShouldBe(Bodies, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Failure_51_a_message_is_deleted_once_SQS_says_so(string[] accepted, string[] failed)
    {
        await using var peer = new BatchPeer(accepted, failed);
        var settlement = new MessageSettlement(peer.Sqs, peer.QueueUrl, null!, time, giveUp.Token);

        await PassAsync(Task.WhenAll(Bodies.Select(body => settlement.DeleteAsync(Lock(settlement, body)))));

        peer.IsSaid.ShouldBeTrue();
        peer.Acknowledged.ShouldBe(Bodies, ignoreOrder: true);
        peer.Operations.ShouldBe(["DeleteMessageBatch"]);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Failure_51_a_message_is_held_longer_once_SQS_says_so(string[] accepted, string[] failed)
    {
        await using var peer = new BatchPeer(accepted, failed);
        var settlement = new MessageSettlement(peer.Sqs, peer.QueueUrl, null!, time, giveUp.Token);

        var extensions = Task.WhenAll(Bodies.Select(body => settlement.ExtendAsync(Lock(settlement, body), TimeSpan.FromSeconds(30))));
        await PassAsync(extensions);

        (await extensions).ShouldAllBe(isExtended => isExtended);
        peer.Acknowledged.ShouldBe(Bodies, ignoreOrder: true);
        peer.Operations.ShouldBe(["ChangeMessageVisibilityBatch"]);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Failure_52_a_foreign_body_is_waited_out(string body)
    {
        await using var peer = WirePeer.Saying(new Said(200, body) { ContentType = "text/html" }, BatchPeer.Acknowledge("0", "a"));

        await SendAsync(peer);

        peer.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Failure_52_a_connection_that_breaks_within_the_answer_is_waited_out()
    {
        var answer = BatchPeer.Acknowledge("0", "a");
        await using var peer = WirePeer.Saying(answer with { IsCut = true }, answer);

        await SendAsync(peer);

        peer.Heard.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Failure_52_a_queue_that_nobody_answers_for_is_neither_there_nor_missing(string body)
    {
        await using var peer = WirePeer.Saying(new Said(200, body) { ContentType = "text/html" });
        using var sqs = BatchPeer.CreateSqs(peer);
        var directory = new BrokerDirectory(sqs, null!, time);

        var failure = await Should.ThrowAsync<Exception>(() => directory.FindQueueAsync("q", CancellationToken.None));

        TransientErrors.IsTransient(failure).ShouldBeTrue(failure.ToString());
    }

    [Fact]
    public async Task A_batch_waits_as_long_as_it_is_told()
    {
        var later = new Said(503, "") { Headers = new Dictionary<string, string> { ["Retry-After"] = "40" } };
        await using var peer = WirePeer.Saying(later, BatchPeer.Acknowledge("0", "a"));
        var started = time.GetTimestamp();

        await SendAsync(peer);

        time.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(40));
    }

    private static OutgoingMessage Message(string body) => new(body, new Dictionary<string, string>());

    private static MessageLock Lock(MessageSettlement settlement, string handle) =>
        new(settlement, handle, handle, 0, TimeSpan.FromSeconds(30), TimeSpan.Zero);

    // An identifier of SNS that is empty makes the whole answer none.
    private static string[] RemoveEmpty(string[] ids) => [.. ids.Where(id => id.Length > 0)];

    private async Task SendAsync(WirePeer peer)
    {
        using var sqs = BatchPeer.CreateSqs(peer);
        var sender = new BatchSender(sqs, null!, TimeSpan.FromMinutes(15), time, giveUp.Token);
        await PassAsync(sender.SendAsync($"{peer.Endpoint}1/q", Message("a"), CancellationToken.None));
    }

    private async Task PassAsync(Task until)
    {
        await Eventually.ThatAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return until.IsCompleted;
            },
            "time passes", TestBroker.Timeout);
        await until;
    }
}
