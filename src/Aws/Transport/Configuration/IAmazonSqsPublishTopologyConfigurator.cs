namespace MassTransit;

/// <summary>The topics of all message types.</summary>
public interface IAmazonSqsPublishTopologyConfigurator : IPublishTopologyConfigurator
{
    /// <summary>Attributes of SNS's CreateTopic for every topic; those of a message type have priority.</summary>
    IDictionary<string, object> TopicAttributes { get; }

    /// <summary>Attributes of SNS's Subscribe for every subscription; those of a message type have priority.</summary>
    IDictionary<string, object> TopicSubscriptionAttributes { get; }

    /// <summary>Tags of every topic; those of a message type have priority.</summary>
    IDictionary<string, string> TopicTags { get; }

    new IAmazonSqsMessagePublishTopologyConfigurator<T> GetMessageTopology<T>()
        where T : class;

    new IAmazonSqsMessagePublishTopologyConfigurator GetMessageTopology(Type messageType);
}

/// <summary>The topic of a message type.</summary>
public interface IAmazonSqsMessagePublishTopologyConfigurator : IMessagePublishTopologyConfigurator, IAmazonSqsTopicConfigurator;

/// <summary>The topic of a message type.</summary>
public interface IAmazonSqsMessagePublishTopologyConfigurator<TMessage> :
    IMessagePublishTopologyConfigurator<TMessage>, IAmazonSqsMessagePublishTopologyConfigurator
    where TMessage : class;
