using MassTransit;
using Pipeline.Consuming.Waiting;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Configures the consumption of facts: many concurrently, because each waits for its transaction, or for an unavailable database. A
/// restart of PostgreSQL therefore causes neither redelivery nor dead-lettering.
/// </summary>
public sealed class FactConsumerDefinition : ConsumerDefinition<FactConsumer>
{
    /// <summary>Enough messages for a full transaction in every lane and for the batches that are being gathered.</summary>
    private const int FactsAtOnce = 1_000;

    /// <summary>The queue of facts to fold.</summary>
    public const string Queue = "facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FactConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = FactsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = FactsAtOnce;
        endpointConfigurator.UseWaiting(context);
    }
}
