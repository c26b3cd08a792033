using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_bus_is_stopped(Moto moto)
{
    private const int Messages = 400;

    [Fact]
    public async Task In_mid_burst_what_is_in_hand_is_finished_and_the_rest_is_left_to_the_next()
    {
        await using var stage = await Stage.SetAsync(moto);
        var (begun, ended) = (new ConcurrentDictionary<int, int>(), new ConcurrentDictionary<int, int>());
        var first = await stage.StartAsync((_, bus) => Working(stage, bus, begun, ended));
        var publisher = await stage.StartAsync((_, _) => { });
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(number => publisher.Bus().Publish(new Rang(number))));
        await Eventually.ThatAsync(() => ended.Count > 30, "the burst is under way", Stage.Patience);

        await first.StopAsync();

        ended.Keys.Order().ShouldBe(begun.Keys.Order(), "what was begun was finished");
        ended.Count.ShouldBeLessThan(Messages);
        (await stage.CountAsync(stage.Queue("in"))).ShouldBe(Messages - ended.Count, "and deleted");

        await stage.StartAsync((_, bus) => Working(stage, bus, begun, ended));
        await Eventually.ThatAsync(() => ended.Count == Messages, "the next takes the rest", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "none is left", Stage.Patience);
        ended.Values.ShouldAllBe(times => times == 1, "nobody was handed what another had in hand");
    }

    [Fact]
    public async Task A_consumer_that_does_not_end_is_broken_off_and_its_message_is_not_an_error()
    {
        await using var stage = await Stage.SetAsync(moto);
        var begun = new TaskCompletionSource();
        var host = stage.Build(
            (_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.Handler<Ring>(async context =>
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            })),
            bus => bus.AddOptions<MassTransitHostOptions>().Configure(options => options.ConsumerStopTimeout = TimeSpan.FromSeconds(1)));
        await host.StartAsync();
        await host.SendAsync(stage.Queue("in"), new Ring(1));
        await begun.Task.WaitAsync(Stage.Patience);

        await host.StopAsync().WaitAsync(Stage.Patience);

        (await stage.TakeAsync(stage.Queue("in"))).Body.ShouldContain("\"number\": 1");
        (await stage.Sqs.ListQueuesAsync(new Amazon.SQS.Model.ListQueuesRequest { QueueNamePrefix = stage.Queue("in_error") })).QueueUrls.ShouldBeNull();
    }

    private static void Working(Stage stage, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> begun, ConcurrentDictionary<int, int> ended) =>
        bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 20;
            endpoint.PrefetchCount = 40;
            endpoint.ConcurrentMessageLimit = 10;
            endpoint.Handler<Rang>(async rang =>
            {
                begun.AddOrUpdate(rang.Message.Number, 1, (_, times) => times + 1);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                ended.AddOrUpdate(rang.Message.Number, 1, (_, times) => times + 1);
            });
        });
}
