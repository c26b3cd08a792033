using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_bus_is_stopped(Moto moto)
{
    private const int Messages = 200;
    private const int Free = 30;
    private const int AtOnce = 10;

    [Fact]
    public async Task In_mid_burst_what_was_begun_is_finished_and_the_rest_is_given_back_at_once()
    {
        await using var stage = await Stage.SetAsync(moto);
        var (begun, ended, gate) = (new ConcurrentDictionary<int, int>(), new ConcurrentDictionary<int, int>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var first = await stage.StartAsync((_, bus) => Working(stage, bus, begun, ended, gate.Task));
        var publisher = await stage.StartAsync((_, _) => { });
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(number => publisher.Bus().Publish(new Rang(number))));
        await Eventually.ThatAsync(async () => begun.Count == ended.Count + AtOnce && ended.Count >= Free && await stage.InHandAsync(stage.Queue("in")) > AtOnce, "the burst is under way", Stage.Patience);

        var stopping = first.StopAsync();
        await Eventually.ThatAsync(async () => await stage.InHandAsync(stage.Queue("in")) == AtOnce, "what was not begun is given back", Stage.Patience);
        gate.SetResult();
        await stopping.WaitAsync(Stage.Patience);

        ended.Keys.Order().ShouldBe(begun.Keys.Order(), "what was begun was finished");
        (await stage.CountAsync(stage.Queue("in"))).ShouldBe(Messages - ended.Count, "and deleted");
        await stage.StartAsync((_, bus) => Working(stage, bus, begun, ended, gate.Task));
        await Eventually.ThatAsync(() => ended.Count == Messages, "the next takes the rest", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "none is left", Stage.Patience);
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
        (await stage.HasAsync(stage.Queue("in_error"))).ShouldBeFalse();
    }

    /// <summary>Consumers of which the first few end by themselves, and the others when the gate opens.</summary>
    private static void Working(
        Stage stage, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> begun, ConcurrentDictionary<int, int> ended, Task gate) =>
        bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.PrefetchCount = 4 * AtOnce;
            endpoint.ConcurrentMessageLimit = AtOnce;
            endpoint.Handler<Rang>(async rang =>
            {
                begun.AddOrUpdate(rang.Message.Number, 1, (_, times) => times + 1);
                if (begun.Count > Free) await gate;
                ended.AddOrUpdate(rang.Message.Number, 1, (_, times) => times + 1);
            });
        });
}
