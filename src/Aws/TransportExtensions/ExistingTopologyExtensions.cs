using MassTransit;

namespace Pipeline.Aws.Transport;

/// <summary>A bus that can use topology which it may not create.</summary>
public interface IExistingTopologyConfigurator
{
    void UseExistingTopology();
}

/// <summary>Uses topology that a deployment creates.</summary>
public static class ExistingTopologyExtensions
{
    /// <summary>
    /// Uses queues, topics and subscriptions that exist already. The bus creates and changes none; an endpoint with missing parts does not
    /// start, and names them. Topics are found by name, which needs <c>sns:ListTopics</c>.
    /// </summary>
    /// <exception cref="ConfigurationException">This transport creates what is missing.</exception>
    public static void UseExistingTopology(this IBusFactoryConfigurator bus)
    {
        if (bus is not IExistingTopologyConfigurator configurator)
        {
            throw new ConfigurationException(
                $"UseExistingTopology: {bus.GetType().Name} creates missing queues, topics and subscriptions, and has no option not to "
                + "(MassTransit.AmazonSQS, OfficialAwsPackages=true): set CreateTopology to true, or build with the transport of src/Aws");
        }

        configurator.UseExistingTopology();
    }
}
