using MassTransit;
using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Vocabulary;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Stopping;

/// <summary>
/// Requests that containers are stopped, and sends the answers to their sagas. A failure is an answer, too: the saga requests the stop
/// again. So is a stop that is withheld for the other containers of the task. An order may arrive long after it was given, so the saga is
/// asked first whether it still stands.
/// </summary>
public sealed class StopTaskConsumer(ISagaStore sagas, IFleetReader fleet, ITaskStopper stopper, ILogger<StopTaskConsumer> log) :
    IConsumer<StopTask>
{
    public async Task Consume(ConsumeContext<StopTask> context)
    {
        var order = context.Message;
        var saga = await sagas.LoadAsync(SagaId.Of(order.ContainerId), context.CancellationToken);
        if (FindObstacle(order, saga?.Health) is { } obstacle)
        {
            log.StopIgnored(order.ContainerId, order.Host, obstacle);
            HealthTelemetry.CountIgnoredStop();
            return;
        }

        var answer = await AskAsync(order, context.CancellationToken);
        HealthTelemetry.CountStop(answer.Outcome);
        if (answer.Outcome is StopOutcome.Failed) log.StopFailed(order.ContainerId, order.Host, answer.Text);
        if (answer.Outcome is StopOutcome.Withheld) log.StopWithheld(order.ContainerId, order.Host, answer.Text);
        var answered = new HealthSignal.Answered(order.Run, answer.Outcome, answer.Text);
        await context.Publish(new ContainerSignalled(order.ContainerId, answered), context.CancellationToken);
    }

    /// <summary>Why an order does not stand any more; null if it does.</summary>
    private static string? FindObstacle(StopTask order, ContainerHealth? health) => health switch
    {
        null => "the container has no saga",
        _ when health.Run != order.Run => $"it is about the run of {order.Run:u}, and the present one is of {health.Run:u}",
        { AwaitsStop: false, State: var state } => $"its saga does not ask for it any more: it is {Word.Format(state)}",
        _ => null,
    };

    private async Task<StopAnswer> AskAsync(StopTask order, CancellationToken cancel)
    {
        try
        {
            if (order.Task is { } task && await FindReturnedAsync(order.ContainerId, task, cancel) is { Name: var name })
                return new StopAnswer(StopOutcome.Withheld, $"{name} of the same task answers again");
            log.StopRequested(order.ContainerId, order.Host, order.Reason);
            return await stopper.StopAsync(order, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return new StopAnswer(StopOutcome.Failed, FailureWords.Describe(failure));
        }
    }

    private async Task<ContainerHealth?> FindReturnedAsync(string container, EcsTask task, CancellationToken cancel) =>
        TaskRemoval.FindReturned(container, (await fleet.OfTasksAsync([task.Arn], cancel)).Select(saga => saga.Health!));
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
