using Amazon.SimpleNotificationService.Model;
using MassTransit;
using Pipeline.Aws.Transport.Batching;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Retrying;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Publishes to a topic.</summary>
internal sealed class TopicDestination(SqsConnection connection, TopicSettings settings, Uri address) : IDestination
{
    private readonly CachedTask<string> arn = new(() => connection.RetryTransientAsync(
        () => connection.Topology.EnsureTopicAsync(settings, CancellationToken.None), CancellationToken.None));

    public string Name => settings.Name;

    public async Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel)
    {
        if (message.Due is not null)
        {
            throw new NotSupportedException(
                $"SNS cannot delay messages: send {messageType.Name} to a queue (ScheduleSend) instead of publishing it");
        }

        string topic;
        try
        {
            message.ThrowIfTooLong(address);
            topic = await arn.GetAsync(cancel);
        }
        catch (Exception failure) when (failure is MissingTopologyException or MessageTooLongException && IsFault(messageType))
        {
            // A fault that cannot be published must not block the failed message itself from being moved or retried.
            LogContext.Info?.Log("{Message} not published: {Reason}", messageType.Name, failure.Message);
            return;
        }

        try
        {
            await connection.Sender.PublishAsync(topic, message, cancel);
        }
        catch (NotFoundException)
        {
            connection.Topology.ForgetTopic(Name);
            arn.Invalidate();
            throw;
        }
    }

    private static bool IsFault(Type type) => typeof(Fault).IsAssignableFrom(type) || typeof(ReceiveFault).IsAssignableFrom(type);
}
