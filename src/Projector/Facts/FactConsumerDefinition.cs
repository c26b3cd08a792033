using MassTransit;
using Npgsql;
using Pipeline.Contracts;

namespace Pipeline.Projector.Facts;

/// <summary>
/// How facts are consumed. A batch that fails is retried fact by fact, so a bad one ends alone in the error queue. A database that is
/// away is waited for as long as it takes: nothing is dead-lettered because PostgreSQL restarts.
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
            retry.Handle<Exception>(IsDatabaseAway);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(200));
        });
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Ignore<FactRejectedException>();
            retry.Ignore<Exception>(IsDatabaseAway);
            retry.Intervals(0, 10, 50, 200, 1_000);
        });
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(FactsPerTransaction)
            .SetConcurrencyLimit(TransactionsAtOnce)
            .SetTimeLimit(Gathering)
            .SetTimeLimitStart(BatchTimeLimitStart.FromFirst));
    }

    private static bool IsDatabaseAway(Exception failure) =>
        failure is NpgsqlException { IsTransient: true } or TimeoutException || (failure.InnerException is { } inner && IsDatabaseAway(inner));
}
