using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_bus_is_set_up(Moto moto)
{
    [Fact]
    public async Task Region_credentials_and_endpoint_come_from_the_environment_where_nothing_is_said()
    {
        await using var stage = await Stage.SetAsync(moto);
        foreach (var (name, value) in Moto.Environment(await moto.EndpointAsync())) Environment.SetEnvironmentVariable(name, value);
        var arrived = new ConcurrentQueue<int>();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.UsingAmazonSqs((_, transport) =>
            {
                transport.UseDefaultHost(host => host.Scope(stage.Scope, scopeTopics: true));
                transport.Receive(stage.Queue("in"), endpoint => endpoint.On<Rang>(rang => arrived.Enqueue(rang.Message.Number)));
            });
        });
        using var host = builder.Build();

        await host.StartAsync();
        await host.Bus().Publish(new Rang(4));

        await Eventually.ThatAsync(() => arrived.Contains(4), "it arrives", Stage.Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Options_can_name_the_host_in_place_of_code()
    {
        await using var stage = await Stage.SetAsync(moto);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.Configure<AmazonSqsTransportOptions>(options => (options.Region, options.Scope) = ("eu-west-1", "blue"));
        services.AddMassTransit(bus => bus.UsingAmazonSqs());
        await using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IBus>().Address.ToString().ShouldStartWith("amazonsqs://eu-west-1/blue/");
    }

    [Fact]
    public async Task Topics_can_be_made_before_anything_is_published_and_a_queue_emptied_before_anything_is_received()
    {
        await using var stage = await Stage.SetAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var url = (await stage.Sqs.CreateQueueAsync(stage.Queue("in"))).QueueUrl;
        await stage.Sqs.SendMessageAsync(url, "left over");

        await stage.StartAsync((_, bus) =>
        {
            bus.DeployPublishTopology = true;
            bus.Publish<Rested>();
            bus.Receive(stage.Queue("in"), endpoint =>
            {
                endpoint.PurgeOnStartup = true;
                endpoint.ConfigureConsumeTopology = false;
                endpoint.On<Rang>(rang => arrived.Enqueue(rang.Message.Number));
            });
        });

        await Eventually.ThatAsync(
            async () => (await stage.Sns.ListTopicsAsync(new())).Topics.Any(topic => topic.TopicArn.EndsWith($":{stage.Topic<Rested>()}", StringComparison.Ordinal)), "the topic is there", Stage.Patience);
        (await stage.CountAsync(stage.Queue("in"))).ShouldBe(0);
        (await stage.HasAsync(stage.Queue("in_error"))).ShouldBeFalse("what was left over was never handled");
    }

    [Theory]
    [InlineData("in.fifo", 10, 1, "FIFO")]
    [InlineData("in", 0, 1, "PrefetchCount")]
    [InlineData("in", 10, 21, "SQS waits 20 seconds at most")]
    public async Task What_SQS_does_not_know_is_refused_before_anything_starts(string queue, int prefetch, ushort wait, string why)
    {
        await using var stage = await Stage.SetAsync(moto);

        using var host = stage.Build((_, bus) => bus.ReceiveEndpoint(stage.Queue(queue), endpoint =>
        {
            endpoint.PrefetchCount = prefetch;
            endpoint.WaitTimeSeconds = wait;
            endpoint.On<Rang>(_ => { });
        }));

        var refusal = Should.Throw<ConfigurationException>(() => host.Bus());

        refusal.Message.ShouldContain(why);
    }
}
