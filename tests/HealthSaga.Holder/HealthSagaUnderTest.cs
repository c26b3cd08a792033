using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Sharing;
using Pipeline.HealthSaga.Stopping;
using Pipeline.History;
using Pipeline.History.Sagas;
using Pipeline.Store.Sagas;

namespace Pipeline.HealthSaga.Holder;

/// <summary>
/// A whole health saga on a real database. Its bus is in memory; this class stands in for the registry, which carries verdicts out, and for
/// the stopper, whose orders it records.
/// </summary>
public sealed class HealthSagaUnderTest : IAsyncDisposable, ITaskStopper
{
    public const string Domain = "servicediscovery.internal";

    /// <summary>Fast enough for a test, and no faster than a busy machine is.</summary>
    public static readonly HealthPolicy Quick = new()
    {
        Checks = new CheckDefaults("http:/health", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
        Grace = TimeSpan.FromSeconds(1),
        Ttl = TimeSpan.FromSeconds(1),
        AskAgainAfter = TimeSpan.FromSeconds(1),
        DoubtAgainAfter = TimeSpan.FromSeconds(1),
    };

    private readonly IHost host;

    private HealthSagaUnderTest(string database, HealthPolicy? policy, GovernorPolicy? governor, string prober)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance); // outlives the host, as MassTransit's ambient log does
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ITaskStopper>(this);
        builder.Services.AddHealthReader();
        builder.Services.AddPostgresSagas(database);
        builder.Services.AddHealthSaga(new HealthSettings
        {
            Domain = Domain,
            Policy = policy ?? Quick,
            Governor = governor ?? GovernorPolicy.Off,
            Prober = prober,
        });
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddHealthSagaConsumers();
            bus.AddConsumer<Registry>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.Services.AddSingleton(this);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        host = builder.Build();
    }

    /// <summary>The verdicts that it published and the orders to stop that it gave, in their order.</summary>
    public ConcurrentQueue<object> Said { get; } = [];

    /// <summary>Whether the registry carries out verdicts.</summary>
    public bool CarriesOut { get; set; } = true;

    /// <summary>The answer to an order to stop.</summary>
    public Func<StopTask, StopAnswer> Stop { get; set; } = _ => new StopAnswer(StopOutcome.Accepted, "it is being stopped");

    public bool StopsWithoutTask => true;

    public IBus Bus => host.Services.GetRequiredService<IBus>();

    public IHealthReader Reader => host.Services.GetRequiredService<IHealthReader>();

    public ShardBalancer Balancer => host.Services.GetRequiredService<ShardBalancer>();

    public WaitingMessages Waiting => host.Services.GetRequiredService<WaitingMessages>();

    public PostgresSagas Store => host.Services.GetRequiredService<PostgresSagas>();

    public static async Task<HealthSagaUnderTest> StartAsync(
        string database, HealthPolicy? policy = null, GovernorPolicy? governor = null, string prober = "prober-1")
    {
        var saga = new HealthSagaUnderTest(database, policy, governor, prober);
        await saga.host.StartAsync();
        await Eventually.ThatAsync(() => saga.Balancer.Shards.Count > 0, "it has its part", TimeSpan.FromSeconds(60));
        return saga;
    }

    public Task StateAsync(params IHostFact[] facts) => Task.WhenAll(facts.Select(fact => Bus.Publish(fact, fact.GetType())));

    /// <summary>Waits until a container's saga is in a state.</summary>
    public async Task<SagaStory> StandsAsync(string container, HealthState state, TimeSpan? within = null) => (await Eventually.GetAsync(
        () => Reader.StoryAsync(container, CancellationToken.None),
        story => story?.Saga.State == state.ToString(),
        $"{container} is {state}",
        within ?? TimeSpan.FromSeconds(60)))!;

    public Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel)
    {
        Said.Enqueue(order);
        return Task.FromResult(Stop(order));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    public sealed class Registry(HealthSagaUnderTest saga) : IConsumer<ContainerCondemned>, IConsumer<ContainerReinstated>
    {
        public Task Consume(ConsumeContext<ContainerCondemned> context) => TakeAsync(context, context.Message);

        public Task Consume(ConsumeContext<ContainerReinstated> context) => TakeAsync(context, context.Message);

        private async Task TakeAsync(ConsumeContext context, IVerdict verdict)
        {
            saga.Said.Enqueue(verdict);
            if (saga.CarriesOut)
            {
                await context.Publish(new VerdictCarriedOut
                {
                    ContainerId = verdict.ContainerId,
                    Run = verdict.Run,
                    Sequence = verdict.Sequence,
                    ChangeId = $"change-{verdict.Sequence}",
                    At = verdict.At,
                });
            }
        }
    }
}
