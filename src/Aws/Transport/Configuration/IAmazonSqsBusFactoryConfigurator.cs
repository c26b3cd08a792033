namespace MassTransit;

/// <summary>Configures a bus over SNS and SQS.</summary>
public interface IAmazonSqsBusFactoryConfigurator
    : IBusFactoryConfigurator<IAmazonSqsReceiveEndpointConfigurator>, IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>The topics of all message types.</summary>
    new IAmazonSqsPublishTopologyConfigurator PublishTopology { get; }

    /// <summary>The error and skipped queues.</summary>
    new IAmazonSqsSendTopologyConfigurator SendTopology { get; }

    /// <summary>Configures the topic of a message type.</summary>
    void Publish<T>(Action<IAmazonSqsMessagePublishTopologyConfigurator<T>>? configureTopology = null)
        where T : class;

    /// <summary>Configures the topic of a message type.</summary>
    void Publish(Type messageType, Action<IAmazonSqsMessagePublishTopologyConfigurator>? configure = null);

    /// <summary>Names the response queue of this bus; by default a temporary one.</summary>
    void OverrideDefaultBusEndpointQueueName(string value);

    /// <summary>Region, credentials and client configuration.</summary>
    void Host(AmazonSqsHostSettings settings);
}
