using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Topology;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>A topic a message type.</summary>
internal sealed class SqsPublishTopology(IMessageTopology messages) : PublishTopology, IAmazonSqsPublishTopologyConfigurator
{
    public IDictionary<string, object> TopicAttributes { get; } = new Dictionary<string, object>();
    public IDictionary<string, object> TopicSubscriptionAttributes { get; } = new Dictionary<string, object>();
    public IDictionary<string, string> TopicTags { get; } = new Dictionary<string, string>();

    /// <summary>The topic of a message type, with what holds for every topic.</summary>
    public TopicSettings TopicOf<T>()
        where T : class
    {
        var own = ((MessageTopic<T>)GetMessageTopology<T>()).Topic;
        return new(own.Name)
        {
            Durable = own.Durable,
            AutoDelete = own.AutoDelete,
            TopicAttributes = Over(TopicAttributes, own.TopicAttributes),
            TopicSubscriptionAttributes = Over(TopicSubscriptionAttributes, own.TopicSubscriptionAttributes),
            TopicTags = Over(TopicTags, own.TopicTags),
        };
    }

    /// <summary>A topic by name, with what holds for every topic.</summary>
    public TopicSettings TopicNamed(string name) => new(name)
    {
        TopicAttributes = TopicAttributes.ToDictionary(),
        TopicSubscriptionAttributes = TopicSubscriptionAttributes.ToDictionary(),
        TopicTags = TopicTags.ToDictionary(),
    };

    /// <summary>The topics of all message types that were configured.</summary>
    public IReadOnlyList<TopicSettings> Topics
    {
        get
        {
            var topics = new List<TopicSettings>();
            ForEachMessageType<ITopicSource>(source => topics.AddRange(source.Published));
            return topics;
        }
    }

    IAmazonSqsMessagePublishTopologyConfigurator<T> IAmazonSqsPublishTopologyConfigurator.GetMessageTopology<T>() =>
        (IAmazonSqsMessagePublishTopologyConfigurator<T>)GetMessageTopology<T>();

    IAmazonSqsMessagePublishTopologyConfigurator IAmazonSqsPublishTopologyConfigurator.GetMessageTopology(Type messageType) =>
        (IAmazonSqsMessagePublishTopologyConfigurator)GetMessageTopology(messageType);

    protected override IMessagePublishTopologyConfigurator CreateMessageTopology<T>()
    {
        var topology = new MessageTopic<T>(this, messages.GetMessageTopology<T>());
        OnMessageTopologyCreated(topology);
        return topology;
    }

    private static Dictionary<string, TValue> Over<TValue>(IDictionary<string, TValue> general, IDictionary<string, TValue> own)
    {
        var merged = general.ToDictionary();
        foreach (var (key, value) in own) merged[key] = value;
        return merged;
    }

    private interface ITopicSource
    {
        IEnumerable<TopicSettings> Published { get; }
    }

    private sealed class MessageTopic<T>(SqsPublishTopology all, IMessageTopology<T> message)
        : MessagePublishTopology<T>(all), IAmazonSqsMessagePublishTopologyConfigurator<T>, ITopicSource
        where T : class
    {
        // The name is asked for late, because it may be set after this was made.
        private TopicSettings? topic;

        public TopicSettings Topic => topic ??= new(message.EntityName)
        {
            Durable = !MessageTypeCache<T>.IsTemporaryMessageType,
            AutoDelete = MessageTypeCache<T>.IsTemporaryMessageType,
        };

        public IEnumerable<TopicSettings> Published => Exclude ? [] : [all.TopicOf<T>()];

        bool IAmazonSqsTopicConfigurator.Durable
        {
            set => Topic.Durable = value;
        }

        bool IAmazonSqsTopicConfigurator.AutoDelete
        {
            set => Topic.AutoDelete = value;
        }

        IDictionary<string, object> IAmazonSqsTopicConfigurator.TopicAttributes => Topic.TopicAttributes;
        IDictionary<string, object> IAmazonSqsTopicConfigurator.TopicSubscriptionAttributes => Topic.TopicSubscriptionAttributes;
        IDictionary<string, string> IAmazonSqsTopicConfigurator.TopicTags => Topic.TopicTags;

        public AmazonSqsEndpointAddress GetEndpointAddress(Uri hostAddress) => Topic.GetEndpointAddress(hostAddress);

        public override bool TryGetPublishAddress(Uri baseAddress, [NotNullWhen(true)] out Uri? publishAddress)
        {
            publishAddress = GetEndpointAddress(baseAddress);
            return true;
        }
    }
}
