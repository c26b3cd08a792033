using MassTransit;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// How signals are consumed: those of one container one after the other within this process, and again after another process saved first.
/// While the store is unavailable, they wait.
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
            retry.Handle<Exception>(IsRetried);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20));
        });
        endpointConfigurator.UseInMemoryOutbox(context);

        var partitioner = endpointConfigurator.CreatePartitioner(SignalsAtOnce);
        sagaConfigurator.Message<ContainerStated>(message => message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId));
        sagaConfigurator.Message<ContainerSignalled>(message => message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId));
    }

    private static bool IsRetried(Exception failure)
    {
        if (RetryableFailures.IsConflict(failure)) HealthTelemetry.CountConflict();
        return RetryableFailures.MayPass(failure);
    }
}
