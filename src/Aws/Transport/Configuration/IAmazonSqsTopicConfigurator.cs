namespace MassTransit;

/// <summary>The settings of a topic that this process creates. An existing topic is not changed.</summary>
public interface IAmazonSqsTopicConfigurator
{
    /// <summary>Whether the topic outlives the process; part of its address.</summary>
    bool Durable { set; }

    /// <summary>Part of the topic's address; a topic is never deleted, because others may publish to it.</summary>
    bool AutoDelete { set; }

    /// <summary>Attributes of SNS's CreateTopic.</summary>
    IDictionary<string, object> TopicAttributes { get; }

    /// <summary>Attributes of SNS's Subscribe for subscriptions to the topic.</summary>
    IDictionary<string, object> TopicSubscriptionAttributes { get; }

    /// <summary>Tags of the topic.</summary>
    IDictionary<string, string> TopicTags { get; }

    /// <summary>The topic's address on a host.</summary>
    AmazonSqsEndpointAddress GetEndpointAddress(Uri hostAddress);
}

/// <summary>The settings of a topic and of a queue's subscription to it.</summary>
public interface IAmazonSqsTopicSubscriptionConfigurator : IAmazonSqsTopicConfigurator;
