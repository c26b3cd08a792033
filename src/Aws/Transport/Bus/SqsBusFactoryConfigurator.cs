using MassTransit;
using MassTransit.Configuration;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>Configures a bus over SNS and SQS.</summary>
internal sealed class SqsBusFactoryConfigurator(SqsBusConfiguration bus)
    : BusFactoryConfigurator(bus), IAmazonSqsBusFactoryConfigurator, IExistingTopologyConfigurator, IBusFactory
{
    /// <summary>The response queue: temporary, created with the first request.</summary>
    private readonly ReceiveSettings responses = new(bus.Topologies.Consume.CreateTemporaryQueueName("bus"))
    {
        Durable = false,
        AutoDelete = true,
    };

    public new IAmazonSqsPublishTopologyConfigurator PublishTopology => bus.Topologies.Publish;
    public new IAmazonSqsSendTopologyConfigurator SendTopology => bus.Topologies.Send;

    public bool Durable
    {
        set => responses.Durable = value;
    }

    public bool AutoDelete
    {
        set => responses.AutoDelete = value;
    }

    public ushort WaitTimeSeconds
    {
        set => responses.WaitTimeSeconds = value;
    }

    public bool PurgeOnStartup
    {
        set => responses.PurgeOnStartup = value;
    }

    public IDictionary<string, object> QueueAttributes => responses.QueueAttributes;
    public IDictionary<string, object> QueueSubscriptionAttributes => responses.QueueSubscriptionAttributes;
    public IDictionary<string, string> QueueTags => responses.QueueTags;

    public void OverrideDefaultBusEndpointQueueName(string value)
    {
        responses.Name = value;
        (responses.Durable, responses.AutoDelete) = (true, false);
    }

    /// <summary>For tests, which cannot wait for SQS's limit of 15 minutes.</summary>
    public TimeSpan MaxDelay
    {
        set => bus.Host.MaxDelay = value;
    }

    /// <summary>For tests, which delete topics and do not wait for half a minute.</summary>
    public TimeSpan InspectEvery
    {
        set => bus.Host.InspectEvery = value;
    }

    public void UseExistingTopology() => bus.Host.MayDeploy = false;

    public void Host(AmazonSqsHostSettings settings) => bus.Host.Settings =
        settings as SqsHostSettings ?? throw new ArgumentException("write cfg.Host(REGION, host => …)", nameof(settings));

    public void Publish<T>(Action<IAmazonSqsMessagePublishTopologyConfigurator<T>>? configureTopology = null)
        where T : class
    {
        // Getting a topology registers its topic.
        var topic = PublishTopology.GetMessageTopology<T>();
        configureTopology?.Invoke(topic);
    }

    public void Publish(Type messageType, Action<IAmazonSqsMessagePublishTopologyConfigurator>? configure = null)
    {
        var topic = PublishTopology.GetMessageTopology(messageType);
        configure?.Invoke(topic);
    }

    public void ReceiveEndpoint(
        IEndpointDefinition definition,
        IEndpointNameFormatter? endpointNameFormatter = null,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(
        IEndpointDefinition definition,
        IEndpointNameFormatter? endpointNameFormatter,
        Action<IReceiveEndpointConfigurator>? configureEndpoint) =>
        bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint) =>
        bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IReceiveEndpointConfigurator> configureEndpoint) =>
        bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public IReceiveEndpointConfiguration CreateBusEndpointConfiguration(Action<IReceiveEndpointConfigurator> configure) =>
        bus.Host.CreateReceiveEndpointConfiguration(responses, bus.BusEndpoint, configure);
}
