using Pipeline.Aws.Transport.Connection;

namespace MassTransit;

/// <summary>Shorter forms to set the host and to add an endpoint.</summary>
public static class AmazonSqsHostConfigurationExtensions
{
    /// <summary>Sets the host by its address, <c>amazonsqs://REGION/SCOPE</c>.</summary>
    public static void Host(
        this IAmazonSqsBusFactoryConfigurator configurator, Uri hostAddress, Action<IAmazonSqsHostConfigurator> configure)
    {
        var host = new SqsHostConfigurator(hostAddress);
        configure(host);
        configurator.Host(host.Settings);
    }

    /// <summary>Sets the host by its region, such as <c>eu-west-1</c>.</summary>
    public static void Host(
        this IAmazonSqsBusFactoryConfigurator configurator, string hostName, Action<IAmazonSqsHostConfigurator> configure) =>
        configurator.Host(new UriBuilder(AmazonSqsHostAddress.AmazonSqsScheme, hostName).Uri, configure);

    /// <summary>Adds an endpoint with a temporary queue, which is deleted when the bus stops.</summary>
    public static void ReceiveEndpoint(
        this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null) =>
        configurator.ReceiveEndpoint(new TemporaryEndpointDefinition(), DefaultEndpointNameFormatter.Instance, configure);

    /// <summary>Adds an endpoint by its definition.</summary>
    public static void ReceiveEndpoint(
        this IAmazonSqsBusFactoryConfigurator configurator,
        IEndpointDefinition definition,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null) =>
        configurator.ReceiveEndpoint(definition, DefaultEndpointNameFormatter.Instance, configure);
}
