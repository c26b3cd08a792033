using Amazon;
using Amazon.Runtime;
using Pipeline.Aws.Transport.Bus;

namespace MassTransit;

/// <summary>Chooses SNS and SQS as the transport of a bus.</summary>
public static class AmazonSqsBusFactoryConfiguratorExtensions
{
    /// <summary>Lets the bus publish through SNS, and send and receive through SQS.</summary>
    public static void UsingAmazonSqs(
        this IBusRegistrationConfigurator configurator, Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure = null) =>
        configurator.SetBusFactory(new SqsRegistrationBusFactory(configure));

    /// <summary>The host in the region that the environment names, with the credentials that it offers.</summary>
    public static void UseDefaultHost(this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsHostConfigurator>? configure = null) =>
        configurator.UseDefaultHost(
            FallbackRegionFactory.GetRegionEndpoint() ?? throw new ConfigurationException("the environment names no AWS region: set AWS_REGION"), configure);

    /// <summary>The host in a region, with the credentials that the environment offers.</summary>
    public static void UseDefaultHost(
        this IAmazonSqsBusFactoryConfigurator configurator, RegionEndpoint endpoint, Action<IAmazonSqsHostConfigurator>? configure = null) =>
        configurator.Host(endpoint.SystemName, host => configure?.Invoke(host));
}
