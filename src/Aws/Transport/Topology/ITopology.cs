namespace Pipeline.Aws.Transport.Topology;

/// <summary>Where queues and topics come from. Answers are remembered; what proves to be gone is forgotten and looked for again.</summary>
internal interface ITopology
{
    /// <summary>Whether queues that live as long as this process can be had.</summary>
    bool Creates { get; }

    /// <summary>Everything an endpoint needs.</summary>
    /// <exception cref="MissingTopologyException">A part is missing and may not be created.</exception>
    Task<QueueHandle> EndpointAsync(EndpointPlan plan, CancellationToken cancel);

    /// <summary>A queue to send to.</summary>
    /// <exception cref="MissingTopologyException">It is missing and may not be created.</exception>
    Task<QueueHandle> QueueAsync(QueueSettings queue, CancellationToken cancel);

    /// <summary>The ARN of a topic to publish to.</summary>
    /// <exception cref="MissingTopologyException">It is missing and may not be created.</exception>
    Task<string> TopicAsync(TopicSettings topic, CancellationToken cancel);

    /// <summary>Forgets a queue that is no more.</summary>
    void ForgetQueue(string name);

    /// <summary>Forgets a topic that is no more.</summary>
    void ForgetTopic(string name);

    /// <summary>Deletes an endpoint's queue and its subscriptions, where the queue was to live no longer than its endpoint.</summary>
    Task RemoveAsync(EndpointPlan plan, CancellationToken cancel);
}
