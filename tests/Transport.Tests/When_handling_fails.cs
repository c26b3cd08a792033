using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Aws.Transport;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_handling_fails(Moto moto)
{
    [Fact]
    public async Task A_message_is_retried_as_often_as_its_endpoint_configures()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var attempts = 0;
        var done = new TaskCompletionSource();
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.UseMessageRetry(retry => retry.Immediate(5));
            endpoint.On<AddItem>(_ =>
            {
                if (++attempts < 4) throw new InvalidOperationException("not yet");
                done.SetResult();
            });
        }));

        await host.SendAsync(broker.Queue("in"), new AddItem(1));

        await done.Task.WaitAsync(TestBroker.Timeout);
        attempts.ShouldBe(4);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "and is done", TestBroker.Timeout);
    }

    [Fact]
    public async Task A_poison_message_is_moved_to_the_error_queue_with_its_exception_and_the_others_are_handled()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var handled = new ConcurrentQueue<int>();
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(added =>
        {
            if (added.Message.Number == 3) throw new InvalidDataException("three is poison \u0002");
            handled.Enqueue(added.Message.Number);
        })));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => host.Bus().Publish(new ItemAdded(number))));

        var dead = await broker.ReceiveAsync(broker.Queue("in_error"));
        dead.Body.ShouldContain("\"number\": 3");
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldBe("System.IO.InvalidDataException");
        dead.MessageAttributes[MessageHeaders.FaultMessage].StringValue.ShouldBe("three is poison \uFFFD");
        dead.MessageAttributes[MessageHeaders.FaultInputAddress].StringValue.ShouldContain(broker.Queue("in"));
        dead.MessageAttributes[MessageHeaders.FaultStackTrace].StringValue.ShouldContain(nameof(When_handling_fails));
        dead.MessageAttributes[MessageHeaders.ContentType].StringValue.ShouldBe("application/vnd.masstransit+json");
        dead.MessageAttributes.Count.ShouldBeLessThanOrEqualTo(10);
        await Eventually.ThatAsync(() => handled.Count == 5, "the others are handled", TestBroker.Timeout);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "none is left", TestBroker.Timeout);
    }

    [Fact]
    public async Task A_message_that_cannot_be_deserialized_is_moved_to_the_error_queue_unchanged()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(_ => { })));
        var url = (await broker.Sqs.GetQueueUrlAsync(broker.Queue("in"))).QueueUrl;

        await broker.Sqs.SendMessageAsync(url, "{ no json");

        var dead = await broker.ReceiveAsync(broker.Queue("in_error"));
        dead.Body.ShouldBe("{ no json");
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldContain("Json");
    }

    [Fact]
    public async Task A_message_of_the_maximum_size_fits_into_the_error_queue()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.Receive(
            broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(_ => throw new InvalidOperationException(new string('e', 5_000)))));
        var text = new string('x', 260_000);

        await host.Bus().Publish(new ItemAdded(1, text));

        var dead = await broker.ReceiveAsync(broker.Queue("in_error"));
        dead.Body.ShouldContain(text);
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldBe("System.InvalidOperationException");
    }

    [Fact]
    public async Task A_message_without_a_consumer_is_moved_to_the_skipped_queue()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(_ => { })));

        await host.SendAsync(broker.Queue("in"), new AddItem(9));

        var skipped = await broker.ReceiveAsync(broker.Queue("in_skipped"));
        skipped.Body.ShouldContain("\"number\": 9");
        skipped.MessageAttributes[MessageHeaders.Reason].StringValue.ShouldBe("dead-letter");
    }

    [Fact]
    public async Task Native_dead_letters_are_moved_by_SQS_after_the_maximum_of_deliveries()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var deliveries = 0;
        var host = await broker.StartAsync((_, bus) => bus.Receive(broker.Queue("in"), endpoint =>
        {
            endpoint.UseNativeDeadLetters(maxReceiveCount: 3);
            endpoint.On<AddItem>(_ =>
            {
                Interlocked.Increment(ref deliveries);
                throw new InvalidOperationException("never");
            });
        }));

        await host.SendAsync(broker.Queue("in"), new AddItem(1));

        var dead = await broker.ReceiveAsync(broker.Queue("in_dead"));
        dead.Body.ShouldContain("\"number\": 1");
        deliveries.ShouldBe(3);
        (await broker.QueueExistsAsync(broker.Queue("in_error"))).ShouldBeFalse();
    }
}
