using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Aws.Transport.Bus;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_messages_are_delayed(Moto moto)
{
    [Fact]
    public async Task They_arrive_when_they_are_due_and_not_before()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var watch = new Stopwatch();
        var came = new TaskCompletionSource<TimeSpan>();
        var host = await broker.StartAsync(
            (_, bus) => bus.Receive(broker.Queue("in"), endpoint => endpoint.On<AddItem>(_ => came.TrySetResult(watch.Elapsed))),
            bus => bus.AddDelayedMessageScheduler());

        watch.Start();
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IMessageScheduler>()
                .ScheduleSend(new Uri($"queue:{broker.Queue("in")}"), TimeSpan.FromSeconds(2), new AddItem(1));

        (await came.Task.WaitAsync(TestBroker.Timeout)).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_delay_beyond_the_limit_of_SQS_takes_several_hops_and_the_message_is_handled_once()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var watch = new Stopwatch();
        var deliveries = new List<(TimeSpan After, string Colour)>();
        var host = await broker.StartAsync((_, bus) =>
        {
            ((SqsBusFactoryConfigurator)bus).MaxDelay = TimeSpan.FromSeconds(1);
            bus.Receive(broker.Queue("in"), endpoint =>
                endpoint.On<AddItem>(added => deliveries.Add((watch.Elapsed, added.Headers.Get<string>("Colour")!))));
        });

        watch.Start();
        await host.SendAsync(broker.Queue("in"), new AddItem(1), context =>
        {
            context.Delay = TimeSpan.FromSeconds(3.5);
            context.Headers.Set("Colour", "blue");
        });

        await Eventually.ThatAsync(() => deliveries.Count > 0, "it comes", TestBroker.Timeout);
        await Eventually.ThatAsync(async () => await broker.CountAsync(broker.Queue("in")) == 0, "and is done", TestBroker.Timeout);
        var (after, colour) = deliveries.ShouldHaveSingleItem();
        after.ShouldBeGreaterThan(TimeSpan.FromSeconds(3.4));
        colour.ShouldBe("blue");
    }
}
