using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Aws.Transport.Bus;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_messages_are_delayed(Moto moto)
{
    [Fact]
    public async Task They_come_when_they_are_due_and_not_before()
    {
        await using var stage = await Stage.SetAsync(moto);
        var watch = new Stopwatch();
        var came = new TaskCompletionSource<TimeSpan>();
        var host = await stage.StartAsync(
            (_, bus) => bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Ring>(_ => came.TrySetResult(watch.Elapsed))),
            bus => bus.AddDelayedMessageScheduler());

        watch.Start();
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IMessageScheduler>().ScheduleSend(new Uri($"queue:{stage.Queue("in")}"), TimeSpan.FromSeconds(2), new Ring(1));

        (await came.Task.WaitAsync(Stage.Patience)).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task Longer_than_SQS_can_they_travel_in_hops_and_are_handled_once()
    {
        await using var stage = await Stage.SetAsync(moto);
        var watch = new Stopwatch();
        var deliveries = new List<(TimeSpan After, string Colour)>();
        var host = await stage.StartAsync((_, bus) =>
        {
            ((SqsBusFactoryConfigurator)bus).LongestDelay = TimeSpan.FromSeconds(1);
            bus.Receive(stage.Queue("in"), endpoint => endpoint.On<Ring>(ring => deliveries.Add((watch.Elapsed, ring.Headers.Get<string>("Colour")!))));
        });

        watch.Start();
        await host.SendAsync(stage.Queue("in"), new Ring(1), context =>
        {
            context.Delay = TimeSpan.FromSeconds(3.5);
            context.Headers.Set("Colour", "blue");
        });

        await Eventually.ThatAsync(() => deliveries.Count > 0, "it comes", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "and is done", Stage.Patience);
        var (after, colour) = deliveries.ShouldHaveSingleItem();
        after.ShouldBeGreaterThan(TimeSpan.FromSeconds(3.4));
        colour.ShouldBe("blue");
    }
}
