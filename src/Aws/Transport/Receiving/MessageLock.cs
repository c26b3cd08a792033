using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>The visibility lock on a received message: renewed while it is handled, ended by a deletion or a return.</summary>
/// <param name="settlement">Deletes and returns messages.</param>
/// <param name="messageId">The message's identifier in SQS.</param>
/// <param name="receiptHandle">The identifier of this delivery.</param>
/// <param name="receivedAt">A timestamp of the endpoint's clock.</param>
/// <param name="visibility">The visibility timeout.</param>
/// <param name="redelivery">The pause before the next delivery when handling fails for good.</param>
internal sealed class MessageLock(
    MessageSettlement settlement, string messageId, string receiptHandle, long receivedAt, TimeSpan visibility, TimeSpan redelivery)
    : ReceiveLockContext
{
    private static readonly TimeSpan WithoutErrorQueue = TimeSpan.FromMinutes(1);

    private volatile string newestHandle = receiptHandle;

    public string MessageId => messageId;

    /// <summary>The newest one: when a message is delivered again while in process, SQS accepts no older.</summary>
    public string ReceiptHandle => newestHandle;

    public long ReceivedAt { get; } = receivedAt;

    /// <summary>When the lock began or was last extended.</summary>
    public long HeldSince { get; private set; } = receivedAt;

    /// <summary>The visibility timeout, counted from <see cref="HeldSince"/>.</summary>
    public TimeSpan Visibility { get; private set; } = visibility;

    /// <summary>Whether the lock could not be extended.</summary>
    public bool Lost { get; set; }

    public void Extend(long now, TimeSpan by) => (HeldSince, Visibility) = (now, by);

    /// <summary>The same message was delivered again because its visibility timeout passed: its newest receipt counts.</summary>
    public void UseReceipt(string newerHandle, long now)
    {
        newestHandle = newerHandle;
        (HeldSince, Lost) = (now, false);
    }

    public Task Complete() => settlement.DeleteAsync(this);

    // A consumer that was cancelled because the endpoint stops returns its message at once, for other processes. A message that cannot be
    // moved because its error queue is missing comes again later.
    public Task Faulted(Exception exception) => settlement.ReturnAsync(this, exception switch
    {
        OperationCanceledException => TimeSpan.Zero,
        MissingTopologyException when redelivery < WithoutErrorQueue => WithoutErrorQueue,
        _ => redelivery,
    });

    public Task ValidateLockStatus() => Lost
        ? Task.FromException(new MassTransitException($"The visibility timeout of message {messageId} passed before it was handled."))
        : Task.CompletedTask;
}
