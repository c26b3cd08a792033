using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Takes messages from a queue and sees to each: handled, sent on because it is not due yet, or given back.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="queue">Its queue.</param>
/// <param name="dispatch">Handles a message and answers for it; false where it is too late to begin.</param>
/// <param name="standing">Is told of outages.</param>
/// <param name="stopping">Ends the taking.</param>
internal sealed class MessageIntake(
    SqsReceiveEndpointContext endpoint, QueueHandle queue, Func<ReceivedMessage, MessageLock, Task<bool>> dispatch, EndpointStanding standing, CancellationToken stopping)
    : IDisposable
{
    /// <summary>A question that is cut off may have been answered already, and its messages would wait for their visibility timeout.</summary>
    private static readonly TimeSpan LastAnswerWithin = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, MessageLock> inHand = new();
    private readonly QueueAnswers answers = new(endpoint.Connection.Sqs, queue.Url, standing, endpoint.Connection.Time, stopping);
    private readonly SemaphoreSlim concurrency = new(endpoint.ConcurrentMessageLimit ?? int.MaxValue);
    private readonly Capacity capacity = new(endpoint.PrefetchCount, endpoint.Connection.Time);
    private readonly TimeSpan hold = queue.Visibility < ShortestHold ? ShortestHold : queue.Visibility;

    private SqsConnection Connection => endpoint.Connection;
    private TimeProvider Time => endpoint.Connection.Time;

    /// <summary>Takes messages until it is stopped; then waits until nothing is in hand.</summary>
    /// <exception cref="Exception">The queue cannot be asked any more, and will not by itself.</exception>
    public async Task RunAsync()
    {
        using var renewing = new CancellationTokenSource();
        using var cutOff = new CancellationTokenSource();
        var settings = endpoint.Settings;
        var renewal = new LockRenewal(
            () => inHand.Values, answers, settings.LongestRenewal < hold ? settings.LongestRenewal : hold, settings.LongestHold, Time).RunAsync(renewing.Token);
        await using var stop = stopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(LastAnswerWithin), cutOff);
        try
        {
            await new Pollers(capacity, places => ReceiveAsync(places, cutOff.Token), standing, Time, stopping).RunAsync();
        }
        finally
        {
            await capacity.EmptyAsync();
            await renewing.CancelAsync();
            await renewal;
        }
    }

    public void Dispose()
    {
        concurrency.Dispose();
        capacity.Dispose();
    }

    private async Task<int> ReceiveAsync(int most, CancellationToken cancel)
    {
        var answer = await Connection.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue.Url)
            {
                MaxNumberOfMessages = most,
                WaitTimeSeconds = endpoint.Settings.WaitTimeSeconds,
                VisibilityTimeout = (int)hold.TotalSeconds,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount, MessageSystemAttributeName.SentTimestamp],
            }, cancel);
        var messages = answer.Messages ?? [];
        foreach (var message in messages) _ = Task.Run(() => SeeToAsync(message), CancellationToken.None);
        return messages.Count;
    }

    private async Task SeeToAsync(Message message)
    {
        var now = Time.GetTimestamp();
        var held = new MessageLock(answers, message.MessageId, message.ReceiptHandle, now, hold, endpoint.Settings.Redelivery);
        try
        {
            var first = inHand.GetOrAdd(message.MessageId, held);
            if (first == held) await HandleAsync(ReceivedMessage.Of(message), held);
            else first.Adopt(message.ReceiptHandle, now);
        }
        catch (Exception unforeseen)
        {
            LogContext.Error?.Log(unforeseen, "The message {MessageId} is given back", message.MessageId);
            await answers.ReturnAsync(held, endpoint.Settings.Redelivery);
        }
        finally
        {
            inHand.TryRemove(new(message.MessageId, held));
            capacity.Release(1);
        }
    }

    private async Task HandleAsync(ReceivedMessage message, MessageLock held)
    {
        if (DueOf(message) is { } due && due > Time.GetUtcNow())
        {
            await Connection.Senders.SendAsync(queue.Url, new(message.Body, message.Attributes) { Due = due }, stopping);
            await answers.DeleteAsync(held);
        }
        else if (!await BeginAsync(message, held))
        {
            await answers.ReturnAsync(held, TimeSpan.Zero);
        }
    }

    private async Task<bool> BeginAsync(ReceivedMessage message, MessageLock held)
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

    private static DateTimeOffset? DueOf(ReceivedMessage message) =>
        message.Attributes.TryGetValue(Senders.DueAttribute, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due) ? due : null;
}
