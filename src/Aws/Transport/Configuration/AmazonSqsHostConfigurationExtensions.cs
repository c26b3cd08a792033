using Pipeline.Aws.Transport.Connection;

namespace MassTransit;

/// <summary>The usual ways to name a host or an endpoint.</summary>
public static class AmazonSqsHostConfigurationExtensions
{
    /// <summary>The host by its address, <c>amazonsqs://REGION/SCOPE</c>.</summary>
    public static void Host(this IAmazonSqsBusFactoryConfigurator configurator, Uri hostAddress, Action<IAmazonSqsHostConfigurator> configure)
    {
        var host = new SqsHostConfigurator(hostAddress);
        configure(host);
        configurator.Host(host.Settings);
    }

    /// <summary>The host by its region, such as <c>eu-west-1</c>.</summary>
    public static void Host(this IAmazonSqsBusFactoryConfigurator configurator, string hostName, Action<IAmazonSqsHostConfigurator> configure) =>
        configurator.Host(new UriBuilder(AmazonSqsHostAddress.AmazonSqsScheme, hostName).Uri, configure);

    /// <summary>An endpoint with a queue of its own that is deleted when the bus stops.</summary>
    public static void ReceiveEndpoint(
        this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null) =>
        configurator.ReceiveEndpoint(new TemporaryEndpointDefinition(), DefaultEndpointNameFormatter.Instance, configure);

    /// <summary>An endpoint by its definition.</summary>
    public static void ReceiveEndpoint(
        this IAmazonSqsBusFactoryConfigurator configurator, IEndpointDefinition definition, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null) =>
        configurator.ReceiveEndpoint(definition, DefaultEndpointNameFormatter.Instance, configure);
}
