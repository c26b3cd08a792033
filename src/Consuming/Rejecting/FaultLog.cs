using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using Pipeline.Consuming.Telemetry;
using Pipeline.Contracts;

namespace Pipeline.Consuming.Rejecting;

/// <summary>
/// Logs each message that leaves its queue without being consumed, in the place of MassTransit, which writes the stack trace of each.
/// A rejection is one line, because its cause is in the message; any other failure has its trace.
/// </summary>
internal sealed class FaultLog(ILogger<FaultLog> log) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class
    {
        var queue = QueueName.Of(context.ReceiveContext);
        if (FailureRules.IsRejection(exception)) LogRejection(queue, typeof(T).Name, context.MessageId, exception);
        else if (exception is not OperationCanceledException) log.MessageFailed(exception, queue, typeof(T).Name, context.MessageId);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        var queue = QueueName.Of(context);
        if (exception is SerializationException or JsonException)
            LogRejection(queue, "message that cannot be read", context.GetMessageId(), exception);
        else if (exception is not OperationCanceledException) log.MessageFailed(exception, queue, "message", context.GetMessageId());
        return Task.CompletedTask;
    }

    private void LogRejection(string queue, string kind, Guid? message, Exception failure)
    {
        ConsumingTelemetry.CountRejection(queue);
        log.MessageRejected(queue, kind, message, ForeignText.Bound(FailureWords.Describe(failure)));
    }
}
