using MassTransit;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// How signals are consumed: those of one container one after the other in this process, and done again where another process was faster. A
/// database that is away is waited for as long as it takes.
/// </summary>
internal sealed class SagaDefinition : SagaDefinition<ContainerHealthSaga>
{
    private const int SignalsAtOnce = 32;

    public const string Queue = "health";

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<ContainerHealthSaga> sagaConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = SignalsAtOnce * 4;
        endpointConfigurator.ConcurrentMessageLimit = SignalsAtOnce;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Retryable);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20));
        });
        endpointConfigurator.UseInMemoryOutbox(context);

        var partitioner = endpointConfigurator.CreatePartitioner(SignalsAtOnce);
        sagaConfigurator.Message<ContainerStated>(message => message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId));
        sagaConfigurator.Message<ContainerSignalled>(message => message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId));
    }

    private static bool Retryable(Exception failure)
    {
        if (StoreFailures.IsConflict(failure)) HealthTelemetry.Conflict();
        return StoreFailures.MayPass(failure);
    }
}
