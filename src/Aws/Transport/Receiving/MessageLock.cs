using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>The hold on a received message: renewed while it is handled, ended by deleting the message or by giving it back.</summary>
/// <param name="queue">Takes the answers.</param>
/// <param name="messageId">What SQS calls the message.</param>
/// <param name="receiptHandle">What SQS calls this delivery of it.</param>
/// <param name="receivedAt">A timestamp of the endpoint's clock.</param>
/// <param name="hold">For how long the message is held.</param>
/// <param name="redelivery">The pause before it is delivered again, where its handling fails for good.</param>
internal sealed class MessageLock(QueueAnswers queue, string messageId, string receiptHandle, long receivedAt, TimeSpan hold, TimeSpan redelivery) : ReceiveLockContext
{
    private volatile string newestHandle = receiptHandle;

    public string MessageId => messageId;

    /// <summary>Where a message is delivered again while it is in hand, only its newest delivery can be answered.</summary>
    public string ReceiptHandle => newestHandle;

    public long ReceivedAt { get; } = receivedAt;

    /// <summary>When the hold began or was extended.</summary>
    public long HeldSince { get; private set; } = receivedAt;

    /// <summary>For how long from then on.</summary>
    public TimeSpan Hold { get; private set; } = hold;

    /// <summary>Whether the hold ended against our will.</summary>
    public bool Lost { get; set; }

    public void Extend(long now, TimeSpan by) => (HeldSince, Hold) = (now, by);

    /// <summary>The same message was delivered again, because its hold ended before it was handled.</summary>
    public void Adopt(string newerHandle, long now)
    {
        newestHandle = newerHandle;
        (HeldSince, Lost) = (now, false);
    }

    public Task Complete() => queue.DeleteAsync(this);

    // A consumer that was broken off, because the endpoint stops, leaves its message to others at once.
    public Task Faulted(Exception exception) => queue.ReturnAsync(this, exception is OperationCanceledException ? TimeSpan.Zero : redelivery);

    public Task ValidateLockStatus() => Lost
        ? Task.FromException(new MassTransitException($"The hold on message {messageId} ended before it was handled."))
        : Task.CompletedTask;
}
