namespace MassTransit;

/// <summary>The settings of a queue that this process creates. An existing queue is not changed.</summary>
public interface IAmazonSqsQueueConfigurator
{
    /// <summary>Whether the queue outlives the process; part of its address.</summary>
    bool Durable { set; }

    /// <summary>Whether the queue is deleted when its endpoint stops.</summary>
    bool AutoDelete { set; }

    /// <summary>Attributes of SQS's CreateQueue, such as <c>VisibilityTimeout</c> or <c>RedrivePolicy</c>.</summary>
    IDictionary<string, object> QueueAttributes { get; }

    /// <summary>Attributes of SNS's Subscribe for every subscription of the queue, such as <c>FilterPolicy</c>.</summary>
    IDictionary<string, object> QueueSubscriptionAttributes { get; }

    /// <summary>Tags of the queue.</summary>
    IDictionary<string, string> QueueTags { get; }
}

/// <summary>The settings of a queue and of receiving from it.</summary>
public interface IAmazonSqsQueueEndpointConfigurator : IAmazonSqsQueueConfigurator
{
    /// <summary>Seconds of long polling: 0 to 20; 20 by default.</summary>
    ushort WaitTimeSeconds { set; }

    /// <summary>Whether the endpoint deletes all messages in the queue when it starts.</summary>
    bool PurgeOnStartup { set; }
}
