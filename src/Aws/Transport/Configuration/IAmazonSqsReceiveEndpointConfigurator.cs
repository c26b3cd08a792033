namespace MassTransit;

/// <summary>Configures an endpoint that receives from a queue.</summary>
public interface IAmazonSqsReceiveEndpointConfigurator : IReceiveEndpointConfigurator, IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>Seconds before a message whose handling failed for good is delivered again; 0 by default.</summary>
    int RedeliverVisibilityTimeout { set; }

    /// <summary>How long a message is held at most by renewing its visibility timeout; by default 12 hours, SQS's maximum.</summary>
    TimeSpan MaxVisibilityTimeout { set; }

    /// <summary>Seconds that one renewal extends a visibility timeout at most: 60 to 43,200; 60 by default.</summary>
    int MaxVisibilityTimeoutRenewal { set; }

    /// <summary>Subscribes the queue to the topic of a message type.</summary>
    void Subscribe<T>(Action<IAmazonSqsTopicSubscriptionConfigurator>? callback = null)
        where T : class;

    /// <summary>Subscribes the queue to a topic by its name.</summary>
    void Subscribe(string topicName, Action<IAmazonSqsTopicSubscriptionConfigurator>? callback = null);
}
