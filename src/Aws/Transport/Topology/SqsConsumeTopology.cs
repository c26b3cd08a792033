using MassTransit;
using Pipeline.Aws.Transport.Addresses;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>The topics that an endpoint's queue is subscribed to: those of the message types that it consumes, and those it names.</summary>
internal sealed class SqsConsumeTopology(SqsPublishTopology publish) : ConsumeTopology(LongestQueueName), IConsumeTopologyConfigurator
{
    // Leaves room for the suffix of an error queue.
    private const int LongestQueueName = 72;

    private readonly Dictionary<string, TopicSettings> topics = [];
    private readonly List<string> flaws = [];

    /// <summary>The topics, each once.</summary>
    public IReadOnlyList<TopicSettings> Topics => [.. topics.Values];

    public void Subscribe<T>(Action<IAmazonSqsTopicSubscriptionConfigurator>? configure = null)
        where T : class
    {
        if (GlobalTopology.IsConsumableMessageType(typeof(T))) Subscribe(publish.TopicOf<T>(), configure);
        else flaws.Add($"{TypeCache<T>.ShortName} is no message type that can be subscribed to");
    }

    public void Subscribe(string topicName, Action<IAmazonSqsTopicSubscriptionConfigurator>? configure = null) =>
        Subscribe(publish.TopicNamed(topicName), configure);

    public override IEnumerable<ValidationResult> Validate() =>
    [
        .. base.Validate(),
        .. flaws.Concat(topics.Keys.Select(EntityNames.TopicFlaw).OfType<string>()).Select(flaw => this.Failure("Topology", flaw)),
    ];

    // What was configured first of a topic stays; consumers that come later only repeat the subscription.
    private void Subscribe(TopicSettings topic, Action<IAmazonSqsTopicSubscriptionConfigurator>? configure)
    {
        topics.TryAdd(topic.Name, topic);
        configure?.Invoke(topics[topic.Name]);
    }
}
