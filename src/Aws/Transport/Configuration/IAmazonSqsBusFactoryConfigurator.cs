namespace MassTransit;

/// <summary>Configures a bus over SNS and SQS.</summary>
public interface IAmazonSqsBusFactoryConfigurator : IBusFactoryConfigurator<IAmazonSqsReceiveEndpointConfigurator>, IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>The topics of all message types.</summary>
    new IAmazonSqsPublishTopologyConfigurator PublishTopology { get; }

    /// <summary>The names and attributes of queues that are sent to.</summary>
    new IAmazonSqsSendTopologyConfigurator SendTopology { get; }

    /// <summary>Configures the topic of a message type.</summary>
    void Publish<T>(Action<IAmazonSqsMessagePublishTopologyConfigurator<T>>? configureTopology = null)
        where T : class;

    /// <summary>Configures the topic of a message type.</summary>
    void Publish(Type messageType, Action<IAmazonSqsMessagePublishTopologyConfigurator>? configure = null);

    /// <summary>Names the queue that responses to this bus arrive at; a temporary one by default.</summary>
    void OverrideDefaultBusEndpointQueueName(string value);

    /// <summary>How SQS and SNS are reached.</summary>
    void Host(AmazonSqsHostSettings settings);
}
