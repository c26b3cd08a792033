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

    private readonly TopicGate gate = connection.Gates.Of(settings.Name);

    public string Name => settings.Name;

    public async Task SendAsync(OutgoingMessage message, Type messageType, CancellationToken cancel)
    {
        if (message.Due is not null)
        {
            throw new NotSupportedException(
                $"SNS cannot delay messages: send {messageType.Name} to a queue (ScheduleSend) instead of publishing it");
        }

        try
        {
            message.ThrowIfTooLong(address);
            if (await TrySendAsync(message, cancel)) return;
            await RecreateAsync(messageType, cancel);
            if (!await TrySendAsync(message, cancel)) throw new TransportUnavailableException($"the topic {Name} is gone again");
        }
        catch (Exception failure) when (failure is MissingTopologyException or MessageTooLongException && IsFault(messageType))
        {
            // A fault that cannot be published must not block the failed message itself from being moved or retried.
            LogContext.Info?.Log("{Message} not published: {Reason}", messageType.Name, failure.Message);
        }
    }

    /// <returns>False if the topic is gone.</returns>
    private async Task<bool> TrySendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        await gate.EnterAsync(cancel);
        try
        {
            await connection.Sender.PublishAsync(await arn.GetAsync(cancel), message, cancel);
            return true;
        }
        catch (NotFoundException)
        {
            connection.Topology.ForgetTopic(Name);
            arn.Invalidate();
            return false;
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>
    /// Somebody deleted the topic, and its subscriptions with it. Until the endpoints have subscribed to the new one, nobody would get what
    /// is published to it; so all publications wait for them for a while. Faults have no subscribers as a rule.
    /// </summary>
    private async Task RecreateAsync(Type messageType, CancellationToken cancel)
    {
        using var closed = gate.Close();
        await gate.Idle.WaitAsync(cancel);
        LogContext.Warning?.Log("The topic {Topic} is gone", Name);
        var topic = await arn.GetAsync(cancel);
        connection.Inspections.Request();
        if (!IsFault(messageType)) await WaitForSubscriptionsAsync(topic, cancel);
    }

    private async Task WaitForSubscriptionsAsync(string topic, CancellationToken cancel)
    {
        // Endpoints of other processes look for what is gone as often as ours.
        var (started, longest) = (connection.Time.GetTimestamp(), 2 * connection.InspectEvery);
        for (var backoff = new Backoff(connection.Time); connection.Time.GetElapsedTime(started) < longest;)
        {
            if (await connection.RetryTransientAsync(() => connection.Topology.HasSubscriptionsAsync(topic, cancel), cancel)) return;
            if (!await backoff.WaitAsync(cancel)) cancel.ThrowIfCancellationRequested();
        }
    }

    private static bool IsFault(Type type) => typeof(Fault).IsAssignableFrom(type) || typeof(ReceiveFault).IsAssignableFrom(type);
}
