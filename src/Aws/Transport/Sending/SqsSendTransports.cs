using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Sending;

/// <summary>Creates the transport for each address that an endpoint sends to. MassTransit caches them.</summary>
internal sealed class SqsSendTransports(
    IHostConfiguration host, ReceiveEndpointContext endpoint, SqsConnection connection, SqsTopologyConfiguration topology)
    : ISendTransportProvider, IPublishTransportProvider
{
    public Uri NormalizeAddress(Uri address) => new AmazonSqsEndpointAddress(host.HostAddress, address);

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        var to = new AmazonSqsEndpointAddress(host.HostAddress, address);
        return Task.FromResult<ISendTransport>(CreateTransport(to.Type == AmazonSqsEndpointAddress.AddressType.Topic
            ? new TopicDestination(connection, new(to.Name) { Durable = to.Durable, AutoDelete = to.AutoDelete }, to)
            : new QueueDestination(connection, new(to.Name) { Durable = to.Durable, AutoDelete = to.AutoDelete }, to)));
    }

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class
    {
        var topic = topology.Publish.TopicFor<T>();
        var destination = new TopicDestination(connection, topic, topic.GetEndpointAddress(host.HostAddress));
        return Task.FromResult<ISendTransport>(CreateTransport(destination));
    }

    private SendTransport<PipeContext> CreateTransport(IDestination destination) =>
        new(new SqsSendTransportContext(host, endpoint, connection, destination));
}
