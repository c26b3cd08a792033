using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Receives messages from a queue; handles each, sends it again if it is not due yet, or returns it.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="queue">Its queue.</param>
/// <param name="dispatch">Handles a message; false if the endpoint stops and the message was not begun.</param>
/// <param name="health">Gets outages reported.</param>
/// <param name="stopping">Stops receiving.</param>
internal sealed class MessagePump(
    SqsReceiveEndpointContext endpoint,
    QueueHandle queue,
    Func<ReceivedMessage, MessageLock, Task<bool>> dispatch,
    EndpointHealth health,
    CancellationToken stopping) : IDisposable
{
    /// <summary>
    /// How long a stop waits for the receive call in flight: SQS may have answered it already, and its messages would stay invisible until
    /// their timeout.
    /// </summary>
    private static readonly TimeSpan LastResponseTimeout = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan MinVisibility = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, MessageLock> inProcess = new();
    private readonly MessageSettlement settlement = new(endpoint.Connection.Sqs, queue.Url, health, endpoint.Connection.Time, stopping);
    private readonly SemaphoreSlim concurrency = new(endpoint.ConcurrentMessageLimit ?? int.MaxValue);
    private readonly PrefetchCapacity capacity = new(endpoint.PrefetchCount, endpoint.Connection.Time);
    private readonly TimeSpan visibility = queue.Visibility < MinVisibility ? MinVisibility : queue.Visibility;

    private readonly CancellationTokenSource renewing = new();
    private Task renewal = Task.CompletedTask;

    private SqsConnection Connection => endpoint.Connection;
    private TimeProvider Time => endpoint.Connection.Time;

    /// <summary>Receives until it is stopped.</summary>
    /// <exception cref="Exception">The queue cannot be polled, for a permanent reason.</exception>
    public async Task RunAsync()
    {
        using var cutOff = new CancellationTokenSource();
        var settings = endpoint.Settings;
        var extension = settings.MaxRenewal < visibility ? settings.MaxRenewal : visibility;
        renewal = new LockRenewal(() => inProcess.Values, settlement, extension, settings.MaxHold, Time).RunAsync(renewing.Token);
        await using var stop = stopping.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).CancelAfter(LastResponseTimeout), cutOff);
        await new PollerPool(capacity, slots => ReceiveAsync(slots, cutOff.Token), health, Time, stopping).RunAsync();
    }

    /// <summary>Waits for the messages in process.</summary>
    public async Task DrainAsync()
    {
        await capacity.WaitUntilIdleAsync();
        await renewing.CancelAsync();
        await renewal;
    }

    public void Dispose()
    {
        renewing.Dispose();
        concurrency.Dispose();
        capacity.Dispose();
    }

    private async Task<int> ReceiveAsync(int limit, CancellationToken cancel)
    {
        var response = await Connection.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue.Url)
            {
                MaxNumberOfMessages = limit,
                WaitTimeSeconds = endpoint.Settings.WaitTimeSeconds,
                VisibilityTimeout = (int)visibility.TotalSeconds,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames =
                    [MessageSystemAttributeName.ApproximateReceiveCount, MessageSystemAttributeName.SentTimestamp],
            }, cancel);
        var messages = (response.Messages ?? [])
            .FindAll(message => message is { MessageId: not null, ReceiptHandle: not null, Body: not null });
        foreach (var message in messages) _ = Task.Run(() => ProcessAsync(message), CancellationToken.None);
        return messages.Count;
    }

    private async Task ProcessAsync(Message message)
    {
        var now = Time.GetTimestamp();
        var held = new MessageLock(settlement, message.MessageId, message.ReceiptHandle, now, visibility, endpoint.Settings.Redelivery);
        try
        {
            var first = inProcess.GetOrAdd(message.MessageId, held);
            if (first == held) await HandleAsync(ReceivedMessage.FromSqs(message), held);
            else first.UseReceipt(message.ReceiptHandle, now);
        }
        catch (Exception unexpected)
        {
            LogContext.Error?.Log(unexpected, "Message {MessageId} failed in the transport and is returned", message.MessageId);
            await settlement.ReturnAsync(held, endpoint.Settings.Redelivery);
        }
        finally
        {
            inProcess.TryRemove(new(message.MessageId, held));
            capacity.Release(1);
        }
    }

    private async Task HandleAsync(ReceivedMessage message, MessageLock held)
    {
        if (GetDueTime(message) is { } due && due > Time.GetUtcNow())
        {
            await Connection.Sender.SendAsync(queue.Url, new(message.Body, message.Attributes) { Due = due }, stopping);
            await settlement.DeleteAsync(held);
        }
        else if (!await DispatchAsync(message, held))
        {
            await settlement.ReturnAsync(held, TimeSpan.Zero);
        }
    }

    private async Task<bool> DispatchAsync(ReceivedMessage message, MessageLock held)
    {
        await concurrency.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stopping.IsCancellationRequested) return false;
        try
        {
            return await dispatch(message, held);
        }
        finally
        {
            concurrency.Release();
        }
    }

    private static DateTimeOffset? GetDueTime(ReceivedMessage message) =>
        message.Attributes.TryGetValue(BatchSender.DueAttribute, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due) ? due : null;
}
