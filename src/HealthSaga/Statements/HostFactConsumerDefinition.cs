using MassTransit;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Statements;

/// <summary>How facts are consumed: in any order and often at once, since each saga goes by their stamps. A database that is away is waited for.</summary>
public sealed class HostFactConsumerDefinition : ConsumerDefinition<HostFactConsumer>
{
    private const int FactsAtOnce = 64;

    public const string Queue = "health-facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<HostFactConsumer> consumerConfigurator, IRegistrationContext context)
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
