using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Aws.Transport;
using Pipeline.Tests.RealParts;

namespace Pipeline.Transport.Tests;

public sealed class When_a_bus_is_set_up(Moto moto)
{
    [Fact]
    public async Task By_default_region_credentials_and_endpoint_come_from_the_environment()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
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
                transport.UseDefaultHost(host => host.Scope(broker.Scope, scopeTopics: true));
                transport.Receive(broker.Queue("in"), endpoint => endpoint.On<ItemAdded>(added => arrived.Enqueue(added.Message.Number)));
            });
        });
        using var host = builder.Build();

        await host.StartAsync();
        await host.Bus().Publish(new ItemAdded(4));

        await Eventually.ThatAsync(() => arrived.Contains(4), "it arrives", TestBroker.Timeout);
        await host.StopAsync();
    }

    [Fact]
    public async Task Options_can_set_the_host()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.Configure<AmazonSqsTransportOptions>(options => (options.Region, options.Scope) = ("eu-west-1", "blue"));
        services.AddMassTransit(bus => bus.UsingAmazonSqs());
        await using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IBus>().Address.ToString().ShouldStartWith("amazonsqs://eu-west-1/blue/");
    }

    [Fact]
    public async Task Topics_can_be_created_and_a_queue_purged_at_the_start()
    {
        await using var broker = await TestBroker.CreateAsync(moto);
        var arrived = new ConcurrentQueue<int>();
        var url = (await broker.Sqs.CreateQueueAsync(broker.Queue("in"))).QueueUrl;
        await broker.Sqs.SendMessageAsync(url, "left over");

        await broker.StartAsync((_, bus) =>
        {
            bus.DeployPublishTopology = true;
            bus.Publish<ItemRemoved>();
            bus.Receive(broker.Queue("in"), endpoint =>
            {
                endpoint.PurgeOnStartup = true;
                endpoint.ConfigureConsumeTopology = false;
                endpoint.On<ItemAdded>(added => arrived.Enqueue(added.Message.Number));
            });
        });

        await Eventually.ThatAsync(
            async () => (await broker.Sns.ListTopicsAsync(new())).Topics.Any(topic => topic.TopicArn.EndsWith(
                $":{broker.Topic<ItemRemoved>()}", StringComparison.Ordinal)), "the topic is there", TestBroker.Timeout);
        (await broker.CountAsync(broker.Queue("in"))).ShouldBe(0);
        (await broker.QueueExistsAsync(broker.Queue("in_error"))).ShouldBeFalse("the old message was never handled");
    }

    [Theory]
    [InlineData("in.fifo", 10, 1, "FIFO")]
    [InlineData("in", 0, 1, "PrefetchCount")]
    [InlineData("in", 10, 21, "write at most 20")]
    public async Task An_invalid_setting_is_rejected_before_the_start(string queue, int prefetch, ushort wait, string why)
    {
        await using var broker = await TestBroker.CreateAsync(moto);

        using var host = broker.Build((_, bus) => bus.ReceiveEndpoint(broker.Queue(queue), endpoint =>
        {
            endpoint.PrefetchCount = prefetch;
            endpoint.WaitTimeSeconds = wait;
            endpoint.On<ItemAdded>(_ => { });
        }));

        var refusal = Should.Throw<ConfigurationException>(() => host.Bus());

        refusal.Message.ShouldContain(why);
    }

    [Fact]
    public void What_a_transport_cannot_do_is_refused_by_name()
    {
        Should.Throw<ConfigurationException>(() => Bus.Factory.CreateUsingInMemory(bus => bus.UseExistingTopology()))
            .Message.ShouldStartWith("UseExistingTopology: InMemoryBusFactoryConfigurator creates missing queues");
        Should.Throw<ConfigurationException>(() => Bus.Factory.CreateUsingInMemory(
            bus => bus.ReceiveEndpoint("in", endpoint => endpoint.UseNativeDeadLetters())))
            .Message.ShouldStartWith("UseNativeDeadLetters: ");
    }
}
