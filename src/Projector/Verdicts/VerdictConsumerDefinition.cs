using MassTransit;
using Pipeline.Consuming.Waiting;

namespace Pipeline.Projector.Verdicts;

/// <summary>
/// Configures the consumption of verdicts: many concurrently, because each waits for its transaction. If the database is unavailable, the
/// consumer waits for it.
/// </summary>
public sealed class VerdictConsumerDefinition : ConsumerDefinition<VerdictConsumer>
{
    private const int VerdictsAtOnce = 200;

    public const string Queue = "verdicts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<VerdictConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = VerdictsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = VerdictsAtOnce;
        endpointConfigurator.UseWaiting(context);
    }
}
