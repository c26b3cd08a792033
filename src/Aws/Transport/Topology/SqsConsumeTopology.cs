using MassTransit;
using Pipeline.Aws.Transport.Addresses;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>The topics that an endpoint's queue subscribes to: those of its message types, and those it names.</summary>
internal sealed class SqsConsumeTopology(SqsPublishTopology publish) : ConsumeTopology(MaxQueueNameLength), IConsumeTopologyConfigurator
{
    // Below SQS's limit of 80, with room for the suffix of an error queue.
    private const int MaxQueueNameLength = 72;

    private readonly Dictionary<string, TopicSettings> topics = [];
    private readonly List<string> problems = [];

    /// <summary>The topics, each once.</summary>
    public IReadOnlyList<TopicSettings> Topics => [.. topics.Values];

    public void Subscribe<T>(Action<IAmazonSqsTopicSubscriptionConfigurator>? configure = null)
        where T : class
    {
        if (GlobalTopology.IsConsumableMessageType(typeof(T))) Subscribe(publish.TopicFor<T>(), configure);
        else problems.Add($"{TypeCache<T>.ShortName} is not a message type that can be subscribed to");
    }

    public void Subscribe(string topicName, Action<IAmazonSqsTopicSubscriptionConfigurator>? configure = null) =>
        Subscribe(publish.TopicNamed(topicName), configure);

    public override IEnumerable<ValidationResult> Validate() =>
    [
        .. base.Validate(),
        .. problems.Concat(topics.Keys.Select(EntityNames.TopicNameProblem).OfType<string>())
            .Select(problem => this.Failure("Topology", problem)),
    ];

    // The first configuration of a topic wins; later consumers only repeat the subscription.
    private void Subscribe(TopicSettings topic, Action<IAmazonSqsTopicSubscriptionConfigurator>? configure)
    {
        topics.TryAdd(topic.Name, topic);
        configure?.Invoke(topics[topic.Name]);
    }
}
