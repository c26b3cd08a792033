using MassTransit;
using Pipeline.Consuming.Waiting;

namespace Pipeline.HealthSaga.Reports;

/// <summary>
/// How facts are consumed: many at once and in any order, since each saga compares their stamps. While the store is unavailable, they wait.
/// </summary>
public sealed class HostFactConsumerDefinition : ConsumerDefinition<HostFactConsumer>
{
    private const int FactsAtOnce = 64;

    public const string Queue = "health-facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<HostFactConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = FactsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = FactsAtOnce;
        endpointConfigurator.UseWaiting(context);
    }
}
