using MassTransit;
using Pipeline.Consuming.Waiting;

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
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<ContainerHealthSaga> sagaConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = SignalsAtOnce * 4;
        endpointConfigurator.ConcurrentMessageLimit = SignalsAtOnce;
        endpointConfigurator.UseWaiting(context);
        endpointConfigurator.UseInMemoryOutbox(context);

        var partitioner = endpointConfigurator.CreatePartitioner(SignalsAtOnce);
        sagaConfigurator.Message<ContainerStated>(message =>
        {
            message.UseExecute(signal => SignalIntake.Require(signal.Message.ContainerId, signal.Message.Signal));
            message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId);
        });
        sagaConfigurator.Message<ContainerSignalled>(message =>
        {
            message.UseExecute(signal => SignalIntake.Require(signal.Message.ContainerId, signal.Message.Signal));
            message.UsePartitioner(partitioner, signal => signal.Message.CorrelationId);
        });
    }
}
