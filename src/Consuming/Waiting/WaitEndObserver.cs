using MassTransit;
using Pipeline.Consuming.Rejecting;

namespace Pipeline.Consuming.Waiting;

/// <summary>Tells <see cref="WaitingMessages"/> when a message waits no longer, however its delivery ended.</summary>
internal sealed class WaitEndObserver(WaitingMessages waiting) : IReceiveObserver
{
    /// <summary>A message that went back to its queue keeps its identifier. One without an identifier is known by its delivery.</summary>
    public static object IdentityOf(ReceiveContext context) => context.GetMessageId() is { } id ? id : context;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => EndAsync(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class =>
        Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => EndAsync(context);

    private Task EndAsync(ReceiveContext context)
    {
        if (!context.HasPayloadType(typeof(WentBack))) waiting.Remove(QueueName.Of(context), IdentityOf(context));
        return Task.CompletedTask;
    }
}
