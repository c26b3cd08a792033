using Amazon;
using Amazon.Runtime;
using Pipeline.Aws.Transport.Bus;

namespace MassTransit;

/// <summary>Selects SNS and SQS as the transport of a bus.</summary>
public static class AmazonSqsBusFactoryConfiguratorExtensions
{
    /// <summary>Publishes through SNS, sends and receives through SQS.</summary>
    public static void UsingAmazonSqs(
        this IBusRegistrationConfigurator configurator,
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure = null) =>
        configurator.SetBusFactory(new SqsRegistrationBusFactory(configure));

    /// <summary>Sets the host to the region and credentials of the environment.</summary>
    public static void UseDefaultHost(
        this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsHostConfigurator>? configure = null)
    {
        var region = FallbackRegionFactory.GetRegionEndpoint()
            ?? throw new ConfigurationException("the environment names no AWS region: set AWS_REGION");
        configurator.UseDefaultHost(region, configure);
    }

    /// <summary>Sets the host to a region, with the credentials of the environment.</summary>
    public static void UseDefaultHost(
        this IAmazonSqsBusFactoryConfigurator configurator,
        RegionEndpoint endpoint,
        Action<IAmazonSqsHostConfigurator>? configure = null) =>
        configurator.Host(endpoint.SystemName, host => configure?.Invoke(host));
}
