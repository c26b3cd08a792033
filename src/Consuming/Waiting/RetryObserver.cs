using MassTransit;
using Pipeline.Consuming.Rejecting;

namespace Pipeline.Consuming.Waiting;

/// <summary>Tells <see cref="WaitingMessages"/> of each failure after which a message is tried again.</summary>
/// <param name="waiting">The waiting messages.</param>
/// <param name="goesBack">Whether the message goes back to its queue meanwhile.</param>
internal sealed class RetryObserver(WaitingMessages waiting, bool goesBack) : IRetryObserver
{
    public Task PostCreate<T>(RetryPolicyContext<T> context) where T : class, PipeContext => Task.CompletedTask;

    public Task PostFault<T>(RetryContext<T> context) where T : class, PipeContext
    {
        if (context.Context is not ConsumeContext { ReceiveContext: var delivery }) return Task.CompletedTask;
        var away = goesBack ? context.Delay : null;
        waiting.Add(QueueName.Of(delivery), WaitEndObserver.IdentityOf(delivery), context.RetryAttempt, context.Exception, away: away);
        if (goesBack) delivery.GetOrAddPayload(() => WentBack.Instance);
        return Task.CompletedTask;
    }

    public Task PreRetry<T>(RetryContext<T> context) where T : class, PipeContext => Task.CompletedTask;

    public Task RetryFault<T>(RetryContext<T> context) where T : class, PipeContext => Task.CompletedTask;

    public Task RetryComplete<T>(RetryContext<T> context) where T : class, PipeContext => Task.CompletedTask;
}

/// <summary>Marks a delivery whose message went back to its queue, so that its end is not the end of the wait.</summary>
internal sealed class WentBack
{
    public static readonly WentBack Instance = new();
}
