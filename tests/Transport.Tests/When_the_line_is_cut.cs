using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_the_line_is_cut(Moto moto)
{
    private const int Messages = 300;

    [Fact]
    public async Task In_mid_stream_all_arrive_after_it_is_mended()
    {
        await using var stage = await Stage.SetAsync(moto);
        await using var line = stage.Line();
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await stage.StartAsync((_, bus) => Counting(stage, bus, arrived), line: line);

        var published = PublishAsync(host, 0);
        await Eventually.ThatAsync(() => arrived.Count > 20, "the stream flows", Stage.Patience);
        line.Cut();
        var meanwhile = PublishAsync(host, Messages);
        await Eventually.ThatAsync(() => Health(host) is BusHealthStatus.Unhealthy or BusHealthStatus.Degraded, "the outage is told", Stage.Patience);
        meanwhile.IsCompleted.ShouldBeFalse("what is published meanwhile waits");
        line.Mend();

        await Task.WhenAll(published, meanwhile).WaitAsync(Stage.Patience);
        await Eventually.ThatAsync(() => arrived.Count == 2 * Messages, "all arrive", Stage.Patience);
        await Eventually.ThatAsync(() => Health(host) is BusHealthStatus.Healthy, "the endpoint is well again", Stage.Patience);
        await Eventually.ThatAsync(async () => await stage.CountAsync(stage.Queue("in")) == 0, "none is left", Stage.Patience);
    }

    [Fact]
    public async Task At_the_start_a_bus_waits_until_it_is_mended()
    {
        await using var stage = await Stage.SetAsync(moto);
        await using var line = stage.Line();
        var arrived = new ConcurrentDictionary<int, int>();
        line.Cut();

        var starting = stage.StartAsync((_, bus) => Counting(stage, bus, arrived), line: line);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        starting.IsCompleted.ShouldBeFalse();
        line.Mend();

        var host = await starting;
        await host.Bus().Publish(new Rang(1));
        await Eventually.ThatAsync(() => arrived.ContainsKey(1), "it receives", Stage.Patience);
    }

    [Fact]
    public async Task Who_publishes_can_give_up_and_a_bus_that_stops_does_not_wait_for_it()
    {
        await using var stage = await Stage.SetAsync(moto);
        await using var line = stage.Line();
        var host = await stage.StartAsync((_, bus) => Counting(stage, bus, []), line: line);
        await host.Bus().Publish(new Rang(1));
        line.Cut();

        using var giveUp = new CancellationTokenSource();
        var (given, waiting) = (host.Bus().Publish(new Rang(2), giveUp.Token), host.Bus().Publish(new Rang(3)));
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given.WaitAsync(Stage.Patience));
        await host.StopAsync().WaitAsync(Stage.Patience);
        await Should.ThrowAsync<Exception>(() => waiting.WaitAsync(Stage.Patience));
    }

    [Fact]
    public async Task A_queue_that_somebody_deletes_is_made_again()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new ConcurrentDictionary<int, int>();
        var host = await stage.StartAsync((_, bus) => Counting(stage, bus, arrived));
        await host.Bus().Publish(new Rang(1));
        await Eventually.ThatAsync(() => arrived.ContainsKey(1), "it receives", Stage.Patience);

        await stage.Sqs.DeleteQueueAsync((await stage.Sqs.GetQueueUrlAsync(stage.Queue("in"))).QueueUrl);

        await Eventually.ThatAsync(
            async () =>
            {
                await host.Bus().Publish(new Rang(2));
                return arrived.ContainsKey(2);
            },
            "it receives again", Stage.Patience);
    }

    private static Task PublishAsync(IHost host, int from) => Task.WhenAll(Enumerable.Range(from, Messages).Select(number => host.Bus().Publish(new Rang(number))));

    private static BusHealthStatus Health(IHost host) => host.Services.GetRequiredService<IBusControl>().CheckHealth().Status;

    private static void Counting(Stage stage, IAmazonSqsBusFactoryConfigurator bus, ConcurrentDictionary<int, int> arrived) =>
        bus.Receive(stage.Queue("in"), endpoint =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 5;
            endpoint.On<Rang>(rang => arrived.AddOrUpdate(rang.Message.Number, 1, (_, times) => times + 1));
        });
}
