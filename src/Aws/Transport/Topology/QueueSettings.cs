using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>A queue as configured.</summary>
internal class QueueSettings(string name) : IAmazonSqsQueueConfigurator
{
    public string Name { get; set; } = name;

    public bool Durable { get; set; } = true;

    public bool AutoDelete { get; set; }

    public IDictionary<string, object> QueueAttributes { get; } = new Dictionary<string, object>();

    public IDictionary<string, object> QueueSubscriptionAttributes { get; } = new Dictionary<string, object>();

    public IDictionary<string, string> QueueTags { get; } = new Dictionary<string, string>();
}
