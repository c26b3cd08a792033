using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>A topic and its subscriptions as configured.</summary>
internal class TopicSettings(string name) : IAmazonSqsTopicSubscriptionConfigurator
{
    public string Name { get; } = name;

    public bool Durable { get; set; } = true;

    public bool AutoDelete { get; set; }

    public IDictionary<string, object> TopicAttributes { get; init; } = new Dictionary<string, object>();

    public IDictionary<string, object> TopicSubscriptionAttributes { get; init; } = new Dictionary<string, object>();

    public IDictionary<string, string> TopicTags { get; init; } = new Dictionary<string, string>();

    public AmazonSqsEndpointAddress GetEndpointAddress(Uri hostAddress) =>
        new(hostAddress, Name, Durable, AutoDelete, AmazonSqsEndpointAddress.AddressType.Topic);
}
