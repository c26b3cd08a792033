using System.Diagnostics;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Telemetry;
using Pipeline.Projector;
using Pipeline.Projector.Registry;

namespace Pipeline.Composition;

/// <summary>The one place that knows the bus's transport: here it is memory.</summary>
public static class InMemoryBus
{
    private static readonly TimeSpan ConsumersEndWithin = TimeSpan.FromSeconds(3);

    /// <param name="services">Where it is added.</param>
    /// <param name="more">Consumers beside the projector's.</param>
    public static void AddInMemoryBus(this IServiceCollection services, Action<IRegistrationConfigurator>? more = null)
    {
        services.AddMassTransit(bus =>
        {
            bus.AddProjectorConsumers();
            more?.Invoke(bus);
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseFactsJson();

                // An envelope is for those who speak over a wire. Here it would be read once more for each message.
                transport.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders, isDefault: true);
                transport.ConfigureEndpoints(context);
            });
        });

        // What is published before a consumer listens is lost, so nobody starts before the bus has.
        // Facts that wait for an absent database are not waited for: the next start reports anew.
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = true;
            options.ConsumerStopTimeout = ConsumersEndWithin;
        });
        services.AddSingleton<IFactBus, FactPublisher>();
    }

    /// <summary>Publishes each fact as what it is.</summary>
    private sealed class FactPublisher(IBus bus) : IFactBus
    {
        public async Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel)
        {
            foreach (var fact in facts) await bus.Publish(fact, fact.GetType(), cancel);
        }

        public async Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> findCause, CancellationToken cancel)
        {
            foreach (var fact in facts)
            {
                using var activity = ProducerTelemetry.StartPublishing(fact, findCause(fact));
                await bus.Publish(fact, fact.GetType(), cancel);
            }
        }
    }
}
