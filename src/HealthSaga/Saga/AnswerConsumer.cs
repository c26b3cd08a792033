using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Hands on to a container's saga that the registry carried its verdict out.</summary>
public sealed class AnswerConsumer : IConsumer<VerdictCarriedOut>
{
    public Task Consume(ConsumeContext<VerdictCarriedOut> context) => context.Publish(
        new ContainerSignalled(context.Message.ContainerId, new HealthSignal.CarriedOut(context.Message.Run, context.Message.Sequence, context.Message.ChangeId)),
        context.CancellationToken);
}

public sealed class AnswerConsumerDefinition : ConsumerDefinition<AnswerConsumer>
{
    public const string Queue = "health-answers";
}
