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

        var missing = await FindMissingAsync(endpoint, cancel);
        return missing is []
            ? (await directory.FindQueueAsync(endpoint.Queue.Name, cancel))!
            : throw new MissingTopologyException(missing, region);
    }

    public Task<IReadOnlyList<string>> FindMissingAsync(EndpointTopology endpoint, CancellationToken cancel) =>
        directory.FindMissingAsync(endpoint, needsErrorQueue: true, cancel);

    /// <summary>Not asked: the deployment that creates a topic subscribes its queues with it.</summary>
    public Task<bool> HasSubscriptionsAsync(string topicArn, CancellationToken cancel) => Task.FromResult(true);

    public async Task<QueueHandle> EnsureQueueAsync(QueueSettings queue, CancellationToken cancel) =>
        await directory.FindQueueAsync(queue.Name, cancel) ?? throw new MissingTopologyException([$"the queue {queue.Name}"], region);

    public async Task<string> EnsureTopicAsync(TopicSettings topic, CancellationToken cancel) =>
        await directory.FindTopicAsync(topic.Name, cancel) ?? throw new MissingTopologyException([$"the topic {topic.Name}"], region);

    public void ForgetQueue(string name) => directory.ForgetQueue(name);

    public void ForgetTopic(string name) => directory.ForgetTopic(name);

    public Task RemoveAsync(EndpointTopology endpoint, CancellationToken cancel) => Task.CompletedTask;
}
