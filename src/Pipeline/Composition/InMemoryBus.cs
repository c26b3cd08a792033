using MassTransit;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Projector;
using Pipeline.Projector.Facts;

namespace Pipeline.Composition;

/// <summary>The one place that knows the bus's transport: here it is memory.</summary>
internal static class InMemoryBus
{
    public static void AddInMemoryBus(this IServiceCollection services)
    {
        services.AddMassTransit(bus =>
        {
            bus.AddProjectorConsumers();
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseFactsJson();
                transport.ConfigureEndpoints(context);
            });
        });

        // What is published before a consumer listens is lost, so nobody starts before the bus has.
        services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        services.AddSingleton<IFactBus, FactPublisher>();
    }

    /// <summary>Publishes each fact as what it is.</summary>
    private sealed class FactPublisher(IBus bus) : IFactBus
    {
        public async Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel)
        {
            foreach (var fact in facts) await bus.Publish(fact, fact.GetType(), cancel);
        }
    }
}
