using MassTransit;

namespace Pipeline.Projector.Registry;

/// <summary>
/// How facts are consumed: many at once, because each waits for the transaction that it travels in, or for a database that is away. So
/// nothing is delivered again, nor dead-lettered, because PostgreSQL restarts.
/// </summary>
public sealed class FactConsumerDefinition : ConsumerDefinition<FactConsumer>
{
    /// <summary>While each of the lanes folds a full transaction, the next one gathers.</summary>
    private const int FactsAtOnce = 1_000;

    /// <summary>Where facts wait to be folded.</summary>
    public const string Queue = "facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FactConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = FactsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = FactsAtOnce;
    }
}
