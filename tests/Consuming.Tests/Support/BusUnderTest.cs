using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Consuming.Waiting;

namespace Pipeline.Consuming.Tests.Support;

/// <summary>A message, and what consuming it does.</summary>
public sealed record Item(string Name);

/// <summary>A bus in memory with one consumer that a test makes fail.</summary>
internal sealed class BusUnderTest : IAsyncDisposable
{
    public const string Queue = "items";

    /// <summary>As few as can show that those that fail keep no place.</summary>
    private const int AtOnce = 2;

    private readonly Microsoft.Extensions.Hosting.IHost host;

    private BusUnderTest()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(Log);
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(this);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.AddConsuming();
            bus.AddConsuming();
            bus.AddConsumer<Consumer, Definition>().Endpoint(endpoint => endpoint.Name = Queue);
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        host = builder.Build();
    }

    public RecordedLog Log { get; } = new();

    /// <summary>What consuming an item does; it is consumed when this returns.</summary>
    public Action<Item> Consume { get; set; } = _ => { };

    public ConcurrentQueue<string> Consumed { get; } = [];

    /// <summary>The bodies in the error queue.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    public WaitingMessages Waiting => host.Services.GetRequiredService<WaitingMessages>();

    public IBus Bus => host.Services.GetRequiredService<IBus>();

    public static async Task<BusUnderTest> StartAsync()
    {
        var bus = new BusUnderTest();
        await bus.host.StartAsync();
        var errors = bus.Bus.ConnectReceiveEndpoint($"{Queue}_error", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.UseRawJsonDeserializer(isDefault: true);
            endpoint.Handler<Item>(message =>
            {
                bus.Errors.Enqueue(message.ReceiveContext.Body.GetString());
                return Task.CompletedTask;
            });
        });
        await errors.Ready;
        return bus;
    }

    public Task PublishAsync(params string[] names) => Task.WhenAll(names.Select(name => Bus.Publish(new Item(name))));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private sealed class Consumer(BusUnderTest bus) : IConsumer<Item>
    {
        public Task Consume(ConsumeContext<Item> context)
        {
            bus.Consume(context.Message);
            bus.Consumed.Enqueue(context.Message.Name);
            return Task.CompletedTask;
        }
    }

    private sealed class Definition : ConsumerDefinition<Consumer>
    {
        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<Consumer> consumerConfigurator,
            IRegistrationContext context)
        {
            endpointConfigurator.PrefetchCount = AtOnce;
            endpointConfigurator.ConcurrentMessageLimit = AtOnce;
            endpointConfigurator.UseWaiting(context);
        }
    }
}
