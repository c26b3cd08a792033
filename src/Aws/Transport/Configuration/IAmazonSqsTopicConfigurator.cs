namespace MassTransit;

/// <summary>How a topic is to be, where this process creates it. A topic that exists is taken as it is.</summary>
public interface IAmazonSqsTopicConfigurator
{
    /// <summary>Whether the topic shall outlast the process; written into its address.</summary>
    bool Durable { set; }

    /// <summary>Written into the topic's address; topics are never deleted here, because others may publish to them.</summary>
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

/// <summary>How a topic and a queue's subscription to it are to be.</summary>
public interface IAmazonSqsTopicSubscriptionConfigurator : IAmazonSqsTopicConfigurator;
