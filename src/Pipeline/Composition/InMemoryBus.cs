using System.Diagnostics;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Telemetry;
using Pipeline.Projector;
using Pipeline.Projector.Registry;

namespace Pipeline.Composition;

/// <summary>The in-memory bus of <c>up</c>.</summary>
public static class InMemoryBus
{
    private static readonly TimeSpan ConsumerStopTimeout = TimeSpan.FromSeconds(3);

    /// <param name="services">The services to add it to.</param>
    /// <param name="more">Adds consumers beside the projector's.</param>
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

                // An envelope serves transports over a wire; here it would only be parsed a second time.
                transport.UseRawJsonSerializer(
                    RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders, isDefault: true);
                transport.ConfigureEndpoints(context);
            });
        });

        // Messages published before a consumer listens are lost, so the host waits for the bus.
        // Facts that wait for an absent database are dropped at the end: agents report again at the next start.
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = true;
            options.ConsumerStopTimeout = ConsumerStopTimeout;
        });
        services.AddSingleton<IFactBus, FactPublisher>();
    }

    /// <summary>Publishes each fact under its own type.</summary>
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
