using MassTransit;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// How facts are consumed: many at once, because each waits for the transaction that it travels in. A database that is away is waited for as
/// long as it takes: nothing is dead-lettered because PostgreSQL restarts.
/// </summary>
public sealed class FactConsumerDefinition : ConsumerDefinition<FactConsumer>
{
    private const int FactsAtOnce = 500;

    /// <summary>Where facts wait to be folded.</summary>
    public const string Queue = "facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<FactConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = FactsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = FactsAtOnce;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(StoreFailures.MayPass);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(50));
        });
    }
}
