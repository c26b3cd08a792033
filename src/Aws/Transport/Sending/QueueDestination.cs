using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Retrying;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Sends to a queue.</summary>
internal sealed class QueueDestination(SqsConnection connection, QueueSettings settings, Uri address) : IDestination
{
    // A temporary queue is only looked up, never created: if its bus has stopped, nobody would consume from a new one.
    private readonly CachedTask<QueueHandle?> queue = new(() => connection.RetryTransientAsync(
        async () => settings.AutoDelete
            ? await connection.Directory.FindQueueAsync(settings.Name, CancellationToken.None)
            : await connection.Topology.EnsureQueueAsync(settings, CancellationToken.None),
        CancellationToken.None));

    public string Name => settings.Name;

    public async Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel)
    {
        message.ThrowIfTooLong(address);
        if (await queue.GetAsync(cancel) is not { } found)
        {
            queue.Invalidate();
            LogContext.Info?.Log("{Queue} no longer exists, {Message} dropped: the bus that owned it has stopped", Name, messageType.Name);
            return;
        }

        try
        {
            await connection.Sender.SendAsync(found.Url, message, cancel);
        }
        catch (QueueDoesNotExistException)
        {
            connection.Topology.ForgetQueue(Name);
            queue.Invalidate();
            connection.Inspections.Request();
            if (settings.AutoDelete) return;

            // Somebody deleted it: it is created again, or found once a deployment has.
            LogContext.Warning?.Log("The queue {Queue} is gone", Name);
            if (await queue.GetAsync(cancel) is { } again) await connection.Sender.SendAsync(again.Url, message, cancel);
        }
    }
}
