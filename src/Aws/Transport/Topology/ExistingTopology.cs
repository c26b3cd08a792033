using Amazon.Runtime;
using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Finds what others deployed. It creates nothing and sets nothing, and says what is missing.</summary>
internal sealed class ExistingTopology(BrokerDirectory directory, string region) : ITopology
{
    public bool Creates => false;

    public async Task<QueueHandle> EndpointAsync(EndpointPlan plan, CancellationToken cancel)
    {
        if (plan.Queue.AutoDelete)
        {
            const string instead = "OverrideDefaultBusEndpointQueueName names one that exists";
            throw new MissingTopologyException([$"the queue {plan.Queue.Name} would have to be created for as long as the bus runs ({instead})"], region);
        }

        var missing = new List<string>();
        var queue = await directory.FindQueueAsync(plan.Queue.Name, cancel);
        if (queue is null) missing.Add(Lacks("queue", plan.Queue.Name));

        foreach (var topic in plan.Topics)
        {
            if (await directory.FindTopicAsync(topic.Name, cancel) is not { } arn)
                missing.Add(Lacks("topic", topic.Name));
            else if (queue is not null && !await IsSubscribedAsync(arn, queue.Arn, cancel))
                missing.Add($"the queue {queue.Name} is not subscribed to the topic {topic.Name}");
        }

        if (plan.DeadQueue is not null)
        {
            if (queue is { Redrive: null }) missing.Add($"the queue {queue.Name} has no redrive policy");
        }
        else if (await directory.FindQueueAsync(plan.ErrorQueue.Name, cancel) is null)
        {
            missing.Add(Lacks("queue", plan.ErrorQueue.Name));
        }

        return missing is [] ? queue! : throw new MissingTopologyException(missing, region);
    }

    public async Task<QueueHandle> QueueAsync(QueueSettings queue, CancellationToken cancel) =>
        await directory.FindQueueAsync(queue.Name, cancel) ?? throw new MissingTopologyException([Lacks("queue", queue.Name)], region);

    public async Task<string> TopicAsync(TopicSettings topic, CancellationToken cancel) =>
        await directory.FindTopicAsync(topic.Name, cancel) ?? throw new MissingTopologyException([Lacks("topic", topic.Name)], region);

    public void ForgetQueue(string name) => directory.ForgetQueue(name);

    public void ForgetTopic(string name) => directory.ForgetTopic(name);

    public Task RemoveAsync(EndpointPlan plan, CancellationToken cancel) => Task.CompletedTask;

    private async Task<bool> IsSubscribedAsync(string topicArn, string queueArn, CancellationToken cancel)
    {
        try
        {
            return await directory.FindSubscriptionAsync(topicArn, queueArn, cancel) is not null;
        }
        catch (AmazonServiceException refusal) when (refusal.ErrorCode is "AuthorizationError" or "AccessDenied" or "AccessDeniedException")
        {
            LogContext.Debug?.Log("Not looked whether {Queue} is subscribed to {Topic}: {Reason}", queueArn, topicArn, refusal.Message);
            return true;
        }
    }

    private static string Lacks(string what, string name) => $"there is no {what} {name}";
}
