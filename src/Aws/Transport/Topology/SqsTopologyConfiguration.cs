using MassTransit;
using MassTransit.AmazonSqsTransport;
using MassTransit.Configuration;
using MassTransit.Topology;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>
/// Message names, publish topics and subscriptions. An endpoint has its own subscriptions and shares the rest with its bus.
/// </summary>
internal sealed class SqsTopologyConfiguration : ITopologyConfiguration
{
    public SqsTopologyConfiguration()
    {
        Message = new MessageTopology(new MessageNameFormatterEntityNameFormatter(new AmazonSqsMessageNameFormatter()));
        Send = new();
        Send.ConnectSendTopologyConfigurationObserver(new DelegateSendTopologyConfigurationObserver(GlobalTopology.Send));
        Publish = new(Message);
        Publish.ConnectPublishTopologyConfigurationObserver(new DelegatePublishTopologyConfigurationObserver(GlobalTopology.Publish));
        Publish.ConnectPublishTopologyConfigurationObserver(new PublishToSendTopologyConfigurationObserver(Send));
        Consume = new(Publish);
    }

    private SqsTopologyConfiguration(SqsTopologyConfiguration bus)
    {
        (Message, Send, Publish) = (bus.Message, bus.Send, bus.Publish);
        Consume = new(Publish);
    }

    public IMessageTopologyConfigurator Message { get; }
    public SqsSendTopology Send { get; }
    public SqsPublishTopology Publish { get; }
    public SqsConsumeTopology Consume { get; }

    IMessageTopologyConfigurator ITopologyConfiguration.Message => Message;
    ISendTopologyConfigurator ITopologyConfiguration.Send => Send;
    IPublishTopologyConfigurator ITopologyConfiguration.Publish => Publish;
    IConsumeTopologyConfigurator ITopologyConfiguration.Consume => Consume;

    public SqsTopologyConfiguration ForEndpoint() => new(this);

    public IEnumerable<ValidationResult> Validate() => [.. Send.Validate(), .. Publish.Validate(), .. Consume.Validate()];
}
