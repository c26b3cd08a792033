namespace Pipeline.Aws.Transport.Topology;

/// <summary>The queues and topics of an endpoint.</summary>
/// <param name="Queue">The queue that it receives from.</param>
/// <param name="Topics">The topics that the queue is subscribed to.</param>
/// <param name="ErrorQueue">Where failed messages are moved.</param>
/// <param name="SkippedQueue">Where messages without a consumer are moved.</param>
/// <param name="RedriveQueue">Where SQS itself moves messages after too many deliveries; null if the transport moves them.</param>
internal sealed record EndpointTopology(
    ReceiveSettings Queue,
    IReadOnlyList<TopicSettings> Topics,
    QueueSettings ErrorQueue,
    QueueSettings SkippedQueue,
    QueueSettings? RedriveQueue);

/// <summary>A queue that exists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its identifier in SQS calls.</param>
/// <param name="Arn">Its identifier in SNS calls and policies.</param>
internal sealed record QueueHandle(string Name, string Url, string Arn)
{
    /// <summary>The visibility timeout of received messages.</summary>
    public required TimeSpan Visibility { get; init; }

    /// <summary>Its access policy; null if it has none.</summary>
    public string? Policy { get; init; }

    /// <summary>Its redrive policy; null if it has none.</summary>
    public string? RedrivePolicy { get; init; }
}
