using Amazon.Runtime;
using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Finds what a deployment created. It creates and changes nothing, and names all that is missing.</summary>
internal sealed class ExistingTopology(BrokerDirectory directory, string region) : ITopology
{
    public bool CanCreate => false;

    public async Task<QueueHandle> EnsureEndpointAsync(EndpointTopology endpoint, CancellationToken cancel)
    {
        if (endpoint.Queue.AutoDelete)
        {
            var temporary = $"the temporary queue {endpoint.Queue.Name} (name an existing one with OverrideDefaultBusEndpointQueueName)";
            throw new MissingTopologyException([temporary], region);
        }

        var missing = new List<string>();
        var queue = await directory.FindQueueAsync(endpoint.Queue.Name, cancel);
        if (queue is null) missing.Add($"the queue {endpoint.Queue.Name}");

        foreach (var topic in endpoint.Topics)
        {
            if (await directory.FindTopicAsync(topic.Name, cancel) is not { } arn)
                missing.Add($"the topic {topic.Name}");
            else if (queue is not null && !await IsSubscribedAsync(arn, queue.Arn, cancel))
                missing.Add($"the subscription of the queue {queue.Name} to the topic {topic.Name}");
        }

        if (endpoint.RedriveQueue is not null)
        {
            if (queue is { RedrivePolicy: null }) missing.Add($"the redrive policy of the queue {queue.Name}");
        }
        else if (await directory.FindQueueAsync(endpoint.ErrorQueue.Name, cancel) is null)
        {
            missing.Add($"the queue {endpoint.ErrorQueue.Name}");
        }

        return missing is [] ? queue! : throw new MissingTopologyException(missing, region);
    }

    public async Task<QueueHandle> EnsureQueueAsync(QueueSettings queue, CancellationToken cancel) =>
        await directory.FindQueueAsync(queue.Name, cancel) ?? throw new MissingTopologyException([$"the queue {queue.Name}"], region);

    public async Task<string> EnsureTopicAsync(TopicSettings topic, CancellationToken cancel) =>
        await directory.FindTopicAsync(topic.Name, cancel) ?? throw new MissingTopologyException([$"the topic {topic.Name}"], region);

    public void ForgetQueue(string name) => directory.ForgetQueue(name);

    public void ForgetTopic(string name) => directory.ForgetTopic(name);

    public Task RemoveAsync(EndpointTopology endpoint, CancellationToken cancel) => Task.CompletedTask;

    private async Task<bool> IsSubscribedAsync(string topicArn, string queueArn, CancellationToken cancel)
    {
        try
        {
            return await directory.FindSubscriptionAsync(topicArn, queueArn, cancel) is not null;
        }
        catch (AmazonServiceException denied) when (denied.ErrorCode is "AuthorizationError" or "AccessDenied" or "AccessDeniedException")
        {
            LogContext.Debug?.Log("Subscription of {Queue} to {Topic} not checked: {Reason}", queueArn, topicArn, denied.Message);
            return true;
        }
    }
}
