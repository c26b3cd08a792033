using Amazon.SQS.Model;
using MassTransit;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>A queue that is sent to.</summary>
internal sealed class QueueDestination(SqsConnection connection, QueueSettings settings, Uri address) : IDestination
{
    // The queue of somebody who went away is not made anew: nobody would ever empty it.
    private readonly Once<QueueHandle?> queue = new(() => connection.PatientlyAsync(
        async () => settings.AutoDelete
            ? await connection.Directory.FindQueueAsync(settings.Name, CancellationToken.None)
            : await connection.Topology.QueueAsync(settings, CancellationToken.None),
        CancellationToken.None));

    public string Name => settings.Name;

    public async Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel)
    {
        message.Demand(address);
        if (await queue.GetAsync(cancel) is not { } found)
        {
            queue.Forget();
            LogContext.Info?.Log("A {Message} is left out: its queue {Queue} went with the bus that waited there", messageType.Name, Name);
            return;
        }

        try
        {
            await connection.Senders.SendAsync(found.Url, message, cancel);
        }
        catch (QueueDoesNotExistException)
        {
            connection.Topology.ForgetQueue(Name);
            queue.Forget();
            if (!settings.AutoDelete) throw;
        }
    }
}
