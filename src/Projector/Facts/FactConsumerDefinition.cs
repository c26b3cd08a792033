using MassTransit;

namespace Pipeline.Projector.Facts;

/// <summary>
/// How facts are consumed. A database that is away is waited for as long as it takes: nothing is dead-lettered because PostgreSQL
/// restarts. What fails for another reason is judged by the consumer, fact by fact.
/// </summary>
public sealed class FactConsumerDefinition : ConsumerDefinition<FactConsumer>
{
    private const int FactsPerTransaction = 200;
    private const int TransactionsAtOnce = 4;

    /// <summary>How long a fact waits for company; a lone one is delayed by so much.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    public FactConsumerDefinition() => EndpointName = "facts";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<FactConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = FactsPerTransaction * TransactionsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = FactsPerTransaction * TransactionsAtOnce;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Failures.MayPass);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(50));
        });
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(FactsPerTransaction)
            .SetConcurrencyLimit(TransactionsAtOnce)
            .SetTimeLimit(Gathering)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst));
    }
}
