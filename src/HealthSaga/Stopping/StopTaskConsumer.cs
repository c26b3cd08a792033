using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Stopping;

/// <summary>Has containers stopped, and tells their sagas what was answered. A failure is an answer, too: the saga gives the order again.</summary>
public sealed class StopTaskConsumer(ITaskStopper stopper, ILogger<StopTaskConsumer> log) : IConsumer<StopTask>
{
    public async Task Consume(ConsumeContext<StopTask> context)
    {
        var order = context.Message;
        log.Stopping(order.ContainerId, order.Host, order.Reason);
        var answer = await AskAsync(order, context.CancellationToken);
        HealthTelemetry.Stopped(answer.Outcome);
        if (answer.Outcome is StopOutcome.Failed) log.NotStopped(order.ContainerId, order.Host, answer.Text);
        await context.Publish(new ContainerSignalled(order.ContainerId, new HealthSignal.Answered(order.Run, answer.Outcome, answer.Text)), context.CancellationToken);
    }

    private async Task<StopAnswer> AskAsync(StopTask order, CancellationToken cancel)
    {
        try
        {
            return await stopper.StopAsync(order, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return new StopAnswer(StopOutcome.Failed, failure.Message);
        }
    }
}

/// <summary>How orders to stop are consumed: a few at once, since whoever stops has limits of its own.</summary>
public sealed class StopTaskConsumerDefinition : ConsumerDefinition<StopTaskConsumer>
{
    private const int OrdersAtOnce = 8;

    public const string Queue = "stop-task";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<StopTaskConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = OrdersAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = OrdersAtOnce;
    }
}
