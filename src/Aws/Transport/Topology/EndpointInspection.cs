using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;
using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Finds what an endpoint lacks: parts that never existed, and parts that somebody deleted since they were cached.</summary>
internal static class EndpointInspection
{
    /// <returns>The missing parts, one phrase each.</returns>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(
        this BrokerDirectory directory, EndpointTopology endpoint, bool needsErrorQueue, CancellationToken cancel)
    {
        var missing = new List<string>();
        var queue = await directory.ReadQueueAsync(endpoint.Queue.Name, cancel);
        if (queue is null) missing.Add($"the queue {endpoint.Queue.Name}");

        foreach (var topic in endpoint.Topics)
        {
            if (await directory.FindTopicAsync(topic.Name, cancel) is not { } arn)
                missing.Add($"the topic {topic.Name}");
            else if (queue is not null && await FindMissingAsync(directory, topic.Name, arn, queue, cancel) is { } part)
                missing.Add(part);
        }

        if (!needsErrorQueue) return missing;
        if (endpoint.RedriveQueue is not null)
        {
            if (queue is { RedrivePolicy: null }) missing.Add($"the redrive policy of the queue {queue.Name}");
        }
        else if (await directory.ReadQueueAsync(endpoint.ErrorQueue.Name, cancel) is null)
        {
            missing.Add($"the queue {endpoint.ErrorQueue.Name}");
        }

        return missing;
    }

    private static async Task<string?> FindMissingAsync(
        BrokerDirectory directory, string topic, string arn, QueueHandle queue, CancellationToken cancel)
    {
        try
        {
            return await directory.FindSubscriptionAsync(arn, queue.Arn, cancel) is null
                ? $"the subscription of the queue {queue.Name} to the topic {topic}"
                : null;
        }
        catch (NotFoundException)
        {
            directory.ForgetTopic(topic);
            return $"the topic {topic}";
        }
        catch (AmazonServiceException denied) when (denied.ErrorCode is "AuthorizationError" or "AccessDenied" or "AccessDeniedException")
        {
            LogContext.Debug?.Log("Subscription of {Queue} to {Topic} not checked: {Reason}", queue.Name, topic, denied.Message);
            return null;
        }
    }
}
