using MassTransit;
using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Stopping;

/// <summary>
/// Requests that containers are stopped, and sends the answers to their sagas. A failure is an answer, too: the saga requests the stop
/// again.
/// </summary>
public sealed class StopTaskConsumer(ITaskStopper stopper, ILogger<StopTaskConsumer> log) : IConsumer<StopTask>
{
    public async Task Consume(ConsumeContext<StopTask> context)
    {
        var order = context.Message;
        log.StopRequested(order.ContainerId, order.Host, order.Reason);
        var answer = await AskAsync(order, context.CancellationToken);
        HealthTelemetry.CountStop(answer.Outcome);
        if (answer.Outcome is StopOutcome.Failed) log.StopFailed(order.ContainerId, order.Host, answer.Text);
        var answered = new HealthSignal.Answered(order.Run, answer.Outcome, answer.Text);
        await context.Publish(new ContainerSignalled(order.ContainerId, answered), context.CancellationToken);
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

/// <summary>How stop requests are consumed: a few at once, because ECS and engines limit requests.</summary>
public sealed class StopTaskConsumerDefinition : ConsumerDefinition<StopTaskConsumer>
{
    private const int OrdersAtOnce = 8;

    public const string Queue = "stop-task";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<StopTaskConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = OrdersAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = OrdersAtOnce;
        endpointConfigurator.UseWaiting(context);
    }
}
