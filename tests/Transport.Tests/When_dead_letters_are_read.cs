using System.Collections.Concurrent;
using Amazon.SQS;
using MassTransit;
using Pipeline.Aws.DeadLetters;
using Pipeline.Aws.Transport;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_dead_letters_are_read(Moto moto)
{
    private static ContainerStopped Stopped(int number) => new()
    {
        Host = new HostIdentity("red", "10.0.0.1"),
        Stamp = new Stamp(1, number),
        At = DateTimeOffset.UnixEpoch,
        ContainerId = $"container-{number}",
        Cause = StopCause.Removed,
    };

    [Fact]
    public async Task Each_shows_its_fact_container_host_and_exception_and_stays_in_its_queue()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.Receive(
            broker.Queue("facts"), endpoint => endpoint.On<ContainerStopped>(_ => throw new InvalidDataException("names no container"))));
        await host.Bus().Publish(Stopped(1));
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("facts_error")) == 1, "it is moved", TestBroker.Timeout);
        await broker.Sqs.SendMessageAsync((await broker.Sqs.GetQueueUrlAsync(broker.Queue("facts"))).QueueUrl, "{ no json");
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("facts_error")) == 2, "another", TestBroker.Timeout);
        await host.SendAsync(broker.Queue("facts"), new AddItem(1));
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("facts_skipped")) == 1, "and one without a consumer", TestBroker.Timeout);
        using var letters = Letters(broker);

        var found = await letters.ReadAsync(CancellationToken.None);

        found.Select(letter => (letter.Kind, letter.Host, letter.Container, letter.Queue)).ShouldBe(
        [
            ("ContainerStopped", "red", "container-1", broker.Queue("facts_error")),
            (null, null, null, broker.Queue("facts_error")),
            ("AddItem", null, null, broker.Queue("facts_skipped")),
        ]);
        (found[0].Exception, found[0].Reason).ShouldBe(("System.IO.InvalidDataException", "names no container"));
        found[0].At.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow().AddSeconds(5));
        found[0].MessageId.ShouldNotBeNull();
        found[2].Reason.ShouldBe("dead-letter");
        (await letters.ReadAsync(CancellationToken.None)).Select(letter => letter.Id)
            .ShouldBe(found.Select(letter => letter.Id), "reading removes nothing");
    }

    [Fact]
    public async Task All_or_some_can_be_redriven_unchanged()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var broken = true;
        var handled = new ConcurrentQueue<(int, string?)>();
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("facts"), endpoint => endpoint.On<ContainerStopped>(fact =>
        {
            if (Volatile.Read(ref broken)) throw new InvalidOperationException("not now");
            handled.Enqueue(
                ((int)fact.Message.Stamp.Sequence, fact.ReceiveContext.TransportHeaders.Get<string>(MessageHeaders.FaultMessage)));
        })));
        await Task.WhenAll(Enumerable.Range(1, 25).Select(number => host.Bus().Publish(Stopped(number))));
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("facts_error")) == 25, "all are moved", TestBroker.Timeout);
        Volatile.Write(ref broken, false);
        using var letters = Letters(broker);
        var (first, second) = ((await letters.ReadAsync(CancellationToken.None))[0], (await letters.ReadAsync(CancellationToken.None))[1]);

        var some = await letters.RedriveAsync([first.Id, second.MessageId!, "unknown"], CancellationToken.None);
        await Eventually.ThatAsync(() => handled.Count == 2, "two are handled", TestBroker.Timeout);
        var rest = await letters.RedriveAsync([], CancellationToken.None);

        some.Select(letter => letter.Id).ShouldBe([first.Id, second.Id], ignoreOrder: true);
        rest.Count.ShouldBe(23);
        await Eventually.ThatAsync(() => handled.Count == 25, "all are handled", TestBroker.Timeout);
        handled.ShouldBe(Enumerable.Range(1, 25).Select(number => (number, (string?)null)), ignoreOrder: true);
        (await letters.ReadAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Those_that_SQS_moved_are_included()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("facts"), endpoint =>
        {
            endpoint.UseNativeDeadLetters(maxReceiveCount: 1);
            endpoint.On<ContainerStopped>(_ => throw new InvalidOperationException("never"));
        }));
        await host.Bus().Publish(Stopped(7));
        await Eventually.ThatAsync(
            async () => await broker.CountAsync(broker.Queue("facts_dead")) == 1, "SQS has moved it", TestBroker.Timeout);
        using var letters = Letters(broker);

        var letter = (await letters.ReadAsync(CancellationToken.None)).ShouldHaveSingleItem();

        (letter.Kind, letter.Container, letter.Exception, letter.Reason).ShouldBe(("ContainerStopped", "container-7", null, null));
    }

    [Fact]
    public async Task A_missing_queue_is_reported()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        using var letters = Letters(broker);

        (await Should.ThrowAsync<DeadLettersUnreachableException>(() => letters.ReadAsync(CancellationToken.None))).Message
            .ShouldBe($"there is no queue {broker.Queue("facts")} in us-east-1");
    }

    private static SqsDeadLetters Letters(TestBroker broker) =>
        new(new AmazonSQSClient(TestBroker.Credentials, broker.Sqs.Config as AmazonSQSConfig), broker.Queue("facts"));
}
