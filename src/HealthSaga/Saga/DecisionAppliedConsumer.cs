using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Tells a container's saga that the projector applied its decision.</summary>
public sealed class DecisionAppliedConsumer : IConsumer<VerdictCarriedOut>
{
    public Task Consume(ConsumeContext<VerdictCarriedOut> context) => context.Publish(
        new ContainerSignalled(context.Message.ContainerId, new HealthSignal.CarriedOut(context.Message.Run, context.Message.Sequence, context.Message.ChangeId)),
        context.CancellationToken);
}

public sealed class DecisionAppliedConsumerDefinition : ConsumerDefinition<DecisionAppliedConsumer>
{
    public const string Queue = "health-answers";
}
