namespace Pipeline.Aws.Transport.Topology;

/// <summary>Finds or creates queues, topics and subscriptions. Results are cached until one proves to be gone.</summary>
internal interface ITopology
{
    /// <summary>Whether missing parts are created.</summary>
    bool CanCreate { get; }

    /// <summary>Ensures all that an endpoint needs, and returns its queue.</summary>
    /// <exception cref="MissingTopologyException">A part is missing and may not be created.</exception>
    Task<QueueHandle> EnsureEndpointAsync(EndpointTopology endpoint, CancellationToken cancel);

    /// <summary>Finds what an endpoint lacks, and drops from the cache what is gone.</summary>
    /// <returns>The missing parts, one phrase each.</returns>
    Task<IReadOnlyList<string>> FindMissingAsync(EndpointTopology endpoint, CancellationToken cancel);

    /// <summary>Ensures a queue to send to.</summary>
    /// <exception cref="MissingTopologyException">The queue is missing and may not be created.</exception>
    Task<QueueHandle> EnsureQueueAsync(QueueSettings queue, CancellationToken cancel);

    /// <summary>Ensures a topic to publish to, and returns its ARN.</summary>
    /// <exception cref="MissingTopologyException">The topic is missing and may not be created.</exception>
    Task<string> EnsureTopicAsync(TopicSettings topic, CancellationToken cancel);

    /// <summary>Whether messages to a topic reach anybody; true if this process cannot find out.</summary>
    Task<bool> HasSubscriptionsAsync(string topicArn, CancellationToken cancel);

    /// <summary>Removes a queue from the cache.</summary>
    void ForgetQueue(string name);

    /// <summary>Removes a topic from the cache.</summary>
    void ForgetTopic(string name);

    /// <summary>Deletes an endpoint's queue and subscriptions if the queue is temporary.</summary>
    Task RemoveAsync(EndpointTopology endpoint, CancellationToken cancel);
}
