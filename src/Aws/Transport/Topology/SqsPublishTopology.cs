using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Topology;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>One topic per message type.</summary>
internal sealed class SqsPublishTopology(IMessageTopology messages) : PublishTopology, IAmazonSqsPublishTopologyConfigurator
{
    public IDictionary<string, object> TopicAttributes { get; } = new Dictionary<string, object>();
    public IDictionary<string, object> TopicSubscriptionAttributes { get; } = new Dictionary<string, object>();
    public IDictionary<string, string> TopicTags { get; } = new Dictionary<string, string>();

    /// <summary>The topic of a message type, with the settings for all topics.</summary>
    public TopicSettings TopicFor<T>()
        where T : class
    {
        var own = ((MessageTopic<T>)GetMessageTopology<T>()).Topic;
        return new(own.Name)
        {
            Durable = own.Durable,
            AutoDelete = own.AutoDelete,
            TopicAttributes = Merge(TopicAttributes, own.TopicAttributes),
            TopicSubscriptionAttributes = Merge(TopicSubscriptionAttributes, own.TopicSubscriptionAttributes),
            TopicTags = Merge(TopicTags, own.TopicTags),
        };
    }

    /// <summary>A topic by name, with the settings for all topics.</summary>
    public TopicSettings TopicNamed(string name) => new(name)
    {
        TopicAttributes = TopicAttributes.ToDictionary(),
        TopicSubscriptionAttributes = TopicSubscriptionAttributes.ToDictionary(),
        TopicTags = TopicTags.ToDictionary(),
    };

    /// <summary>The topics of all configured message types.</summary>
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

    private static Dictionary<string, TValue> Merge<TValue>(IDictionary<string, TValue> general, IDictionary<string, TValue> own)
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
        // Created at first use, because the name may be configured later.
        private TopicSettings? topic;

        public TopicSettings Topic => topic ??= new(message.EntityName)
        {
            Durable = !MessageTypeCache<T>.IsTemporaryMessageType,
            AutoDelete = MessageTypeCache<T>.IsTemporaryMessageType,
        };

        public IEnumerable<TopicSettings> Published => Exclude ? [] : [all.TopicFor<T>()];

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
