using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Bus;

/// <summary>The configuration of an endpoint, based on that of its bus.</summary>
internal class SqsEndpointConfiguration : EndpointConfiguration
{
    protected SqsEndpointConfiguration(SqsTopologyConfiguration topology)
        : base(topology) => Topologies = topology;

    private SqsEndpointConfiguration(SqsEndpointConfiguration bus, SqsTopologyConfiguration topology, bool isBusEndpoint)
        : base(bus, topology, isBusEndpoint) => Topologies = topology;

    public SqsTopologyConfiguration Topologies { get; }

    public SqsEndpointConfiguration CreateEndpointConfiguration(bool isBusEndpoint = false) =>
        new(this, Topologies.ForEndpoint(), isBusEndpoint);
}

/// <summary>The configuration of a bus.</summary>
internal sealed class SqsBusConfiguration : SqsEndpointConfiguration, IBusConfiguration
{
    private readonly BusObservable observers = new();

    public SqsBusConfiguration()
        : base(new SqsTopologyConfiguration())
    {
        Host = new(this);
        BusEndpoint = CreateEndpointConfiguration(isBusEndpoint: true);
    }

    public SqsHostConfiguration Host { get; }
    public SqsEndpointConfiguration BusEndpoint { get; }

    IHostConfiguration IBusConfiguration.HostConfiguration => Host;
    IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpoint;
    IBusObserver IBusConfiguration.BusObservers => observers;

    public ConnectHandle ConnectBusObserver(IBusObserver observer) => observers.Connect(observer);

    public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) =>
        Host.ConnectEndpointConfigurationObserver(observer);
}
