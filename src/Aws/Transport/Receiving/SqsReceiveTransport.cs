using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Starts receiving for an endpoint.</summary>
internal sealed class SqsReceiveTransport(SqsReceiveEndpointContext endpoint) : IReceiveTransport
{
    public ReceiveTransportHandle Start() => new ReceiveAgent(endpoint);

    public void Probe(ProbeContext context) => endpoint.Probe(context.CreateScope("receiveTransport"));

    public ConnectHandle ConnectReceiveObserver(IReceiveObserver observer) => endpoint.ConnectReceiveObserver(observer);

    public ConnectHandle ConnectReceiveTransportObserver(IReceiveTransportObserver observer) =>
        endpoint.ConnectReceiveTransportObserver(observer);

    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => endpoint.ConnectPublishObserver(observer);

    public ConnectHandle ConnectSendObserver(ISendObserver observer) => endpoint.ConnectSendObserver(observer);
}
