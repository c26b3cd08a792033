namespace MassTransit;

/// <summary>How a queue is to be, where this process creates it. A queue that exists is taken as it is.</summary>
public interface IAmazonSqsQueueConfigurator
{
    /// <summary>Whether the queue shall outlast the process; written into its address.</summary>
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

/// <summary>How a queue is to be, and how it is received from.</summary>
public interface IAmazonSqsQueueEndpointConfigurator : IAmazonSqsQueueConfigurator
{
    /// <summary>Seconds that SQS holds a question open while there is no message: 0 to 20; 20 by default.</summary>
    ushort WaitTimeSeconds { set; }

    /// <summary>Whether the queue is emptied when the endpoint starts.</summary>
    bool PurgeOnStartup { set; }
}
