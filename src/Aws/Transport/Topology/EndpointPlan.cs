namespace Pipeline.Aws.Transport.Topology;

/// <summary>All that an endpoint needs to be there.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Topics">The topics that the queue is subscribed to.</param>
/// <param name="ErrorQueue">Where messages go whose handling failed.</param>
/// <param name="SkippedQueue">Where messages go that nobody here handles.</param>
/// <param name="DeadQueue">Where SQS itself moves messages that were delivered too often; null where failed messages are moved here.</param>
internal sealed record EndpointPlan(
    ReceiveSettings Queue, IReadOnlyList<TopicSettings> Topics, QueueSettings ErrorQueue, QueueSettings SkippedQueue, QueueSettings? DeadQueue);

/// <summary>A queue that exists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">How SQS is told of it.</param>
/// <param name="Arn">How SNS is told of it.</param>
internal sealed record QueueHandle(string Name, string Url, string Arn)
{
    /// <summary>For how long a received message is held before it is delivered again.</summary>
    public required TimeSpan Visibility { get; init; }

    /// <summary>Its access policy; null where it has none.</summary>
    public string? Policy { get; init; }

    /// <summary>Its redrive policy; null where it has none.</summary>
    public string? Redrive { get; init; }
}
