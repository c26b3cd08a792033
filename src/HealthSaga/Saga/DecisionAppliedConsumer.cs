using MassTransit;
using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Tells a container's saga that the projector applied its decision.</summary>
public sealed class DecisionAppliedConsumer : IConsumer<VerdictCarriedOut>
{
    public Task Consume(ConsumeContext<VerdictCarriedOut> context)
    {
        SignalIntake.RequireContainer(context.Message.ContainerId);
        var applied = new HealthSignal.CarriedOut(context.Message.Run, context.Message.Sequence, context.Message.ChangeId);
        return context.Publish(new ContainerSignalled(context.Message.ContainerId, applied), context.CancellationToken);
    }
}

/// <summary>How answers are consumed: each is passed on to its container's saga.</summary>
public sealed class DecisionAppliedConsumerDefinition : ConsumerDefinition<DecisionAppliedConsumer>
{
    public const string Queue = "health-answers";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<DecisionAppliedConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseWaiting(context);
}
