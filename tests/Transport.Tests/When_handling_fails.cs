using System.Collections.Concurrent;
using MassTransit;
using Pipeline.Aws.Transport;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_handling_fails(Moto moto)
{
    [Fact]
    public async Task A_message_is_tried_again_as_often_as_its_endpoint_says()
    {
        await using var stage = await Stage.SetAsync(moto);
        var attempts = 0;
        var done = new TaskCompletionSource();
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.UseMessageRetry(retry => retry.Immediate(5));
            endpoint.On<Ring>(_ =>
            {
                if (++attempts < 4) throw new InvalidOperationException("not yet");
                done.SetResult();
            });
        }));

        await host.SendAsync(stage.Queue("in"), new Ring(1));

        await done.Task.WaitAsync(Stage.Patience);
        attempts.ShouldBe(4);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and is done", Stage.Patience);
    }

    [Fact]
    public async Task A_poisonous_message_ends_in_the_error_queue_with_its_exception_and_harms_no_neighbour()
    {
        await using var stage = await Stage.SetAsync(moto);
        var handled = new ConcurrentQueue<int>();
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(rang =>
        {
            if (rang.Message.Number == 3) throw new InvalidDataException("three is poison \u0002");
            handled.Enqueue(rang.Message.Number);
        })));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => host.Bus().Publish(new Rang(number))));

        var dead = await stage.TakeAsync(stage.Queue("in_error"));
        dead.Body.ShouldContain("\"number\": 3");
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldBe("System.IO.InvalidDataException");
        dead.MessageAttributes[MessageHeaders.FaultMessage].StringValue.ShouldBe("three is poison \uFFFD");
        dead.MessageAttributes[MessageHeaders.FaultInputAddress].StringValue.ShouldContain(stage.Queue("in"));
        dead.MessageAttributes[MessageHeaders.FaultStackTrace].StringValue.ShouldContain(nameof(When_handling_fails));
        dead.MessageAttributes[MessageHeaders.ContentType].StringValue.ShouldBe("application/vnd.masstransit+json");
        dead.MessageAttributes.Count.ShouldBeLessThanOrEqualTo(10);
        await Eventually.ThatAsync(() => handled.Count == 5, "the others are handled", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "none is left", Stage.Patience);
    }

    [Fact]
    public async Task What_cannot_be_read_ends_in_the_error_queue_as_it_came()
    {
        await using var stage = await Stage.SetAsync(moto);
        await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(_ => { })));
        var url = (await stage.Sqs.GetQueueUrlAsync(stage.Queue("in"))).QueueUrl;

        await stage.Sqs.SendMessageAsync(url, "{ no json");

        var dead = await stage.TakeAsync(stage.Queue("in_error"));
        dead.Body.ShouldBe("{ no json");
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldContain("Json");
    }

    [Fact]
    public async Task The_longest_message_finds_room_in_the_error_queue()
    {
        await using var stage = await Stage.SetAsync(moto);
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(_ => throw new InvalidOperationException(new string('e', 5_000)))));
        var text = new string('x', 260_000);

        await host.Bus().Publish(new Rang(1, text));

        var dead = await stage.TakeAsync(stage.Queue("in_error"));
        dead.Body.ShouldContain(text);
        dead.MessageAttributes[MessageHeaders.FaultExceptionType].StringValue.ShouldBe("System.InvalidOperationException");
    }

    [Fact]
    public async Task A_message_that_nobody_here_handles_is_moved_aside()
    {
        await using var stage = await Stage.SetAsync(moto);
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(_ => { })));

        await host.SendAsync(stage.Queue("in"), new Ring(9));

        var skipped = await stage.TakeAsync(stage.Queue("in_skipped"));
        skipped.Body.ShouldContain("\"number\": 9");
        skipped.MessageAttributes[MessageHeaders.Reason].StringValue.ShouldBe("dead-letter");
    }

    [Fact]
    public async Task Native_dead_letters_are_moved_by_SQS_after_as_many_deliveries_as_were_allowed()
    {
        await using var stage = await Stage.SetAsync(moto);
        var deliveries = 0;
        var host = await stage.StartAsync((_, bus) => bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.UseNativeDeadLetters(maxReceiveCount: 3);
            endpoint.On<Ring>(_ =>
            {
                Interlocked.Increment(ref deliveries);
                throw new InvalidOperationException("never");
            });
        }));

        await host.SendAsync(stage.Queue("in"), new Ring(1));

        var dead = await stage.TakeAsync(stage.Queue("in_dead"));
        dead.Body.ShouldContain("\"number\": 1");
        deliveries.ShouldBe(3);
        (await stage.HasAsync(stage.Queue("in_error"))).ShouldBeFalse();
    }
}
