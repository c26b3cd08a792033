using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>The way to each address, as an endpoint asks for it. MassTransit keeps what it got.</summary>
internal sealed class SqsSendTransports(IHostConfiguration host, ReceiveEndpointContext endpoint, SqsConnection connection, SqsTopologyConfiguration topology)
    : ISendTransportProvider, IPublishTransportProvider
{
    public Uri NormalizeAddress(Uri address) => new AmazonSqsEndpointAddress(host.HostAddress, address);

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        var to = new AmazonSqsEndpointAddress(host.HostAddress, address);
        return Task.FromResult<ISendTransport>(TransportTo(to.Type == AmazonSqsEndpointAddress.AddressType.Topic
            ? new TopicDestination(connection, new(to.Name) { Durable = to.Durable, AutoDelete = to.AutoDelete }, to)
            : new QueueDestination(connection, new(to.Name) { Durable = to.Durable, AutoDelete = to.AutoDelete }, to)));
    }

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class
    {
        var topic = topology.Publish.TopicOf<T>();
        return Task.FromResult<ISendTransport>(TransportTo(new TopicDestination(connection, topic, topic.GetEndpointAddress(host.HostAddress))));
    }

    private SendTransport<PipeContext> TransportTo(IDestination destination) => new(new SqsSendTransportContext(host, endpoint, connection, destination));
}
