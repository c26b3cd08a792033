using Amazon.SimpleNotificationService.Model;
using MassTransit;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>A topic that is published to.</summary>
internal sealed class TopicDestination(SqsConnection connection, TopicSettings settings, Uri address) : IDestination
{
    private readonly Once<string> arn = new(() => connection.PatientlyAsync(
        () => connection.Topology.TopicAsync(settings, CancellationToken.None), CancellationToken.None));

    public string Name => settings.Name;

    public async Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel)
    {
        if (message.Due is not null)
            throw new NotSupportedException($"SNS delays nothing: send the delayed {messageType.Name} to a queue (ScheduleSend) instead of publishing it");

        string topic;
        try
        {
            message.Demand(address);
            topic = await arn.GetAsync(cancel);
        }
        catch (Exception unpublishable) when (unpublishable is MissingTopologyException or MessageTooLongException && IsFault(messageType))
        {
            // Without its topic nobody can listen for a fault, and it is longer than its message. The message behind it must not be stuck because of that.
            LogContext.Info?.Log("A {Message} is left out: {Reason}", messageType.Name, unpublishable.Message);
            return;
        }

        try
        {
            await connection.Senders.PublishAsync(topic, message, cancel);
        }
        catch (NotFoundException)
        {
            connection.Topology.ForgetTopic(Name);
            arn.Forget();
            throw;
        }
    }

    private static bool IsFault(Type type) => typeof(Fault).IsAssignableFrom(type) || typeof(ReceiveFault).IsAssignableFrom(type);
}
