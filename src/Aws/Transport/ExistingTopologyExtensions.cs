using MassTransit;

namespace Pipeline.Aws.Transport;

/// <summary>A bus that can be told to create nothing.</summary>
public interface IExistingTopologyConfigurator
{
    void UseExistingTopology();
}

/// <summary>What this transport knows beyond the common surface: topology that others deploy.</summary>
public static class ExistingTopologyExtensions
{
    /// <summary>
    /// Queues, topics and subscriptions exist, because others deploy them. The bus creates none and sets nothing on them; an endpoint that
    /// lacks any does not start, and says which. Publishing needs <c>sns:ListTopics</c>, to find ARNs by name.
    /// </summary>
    public static void UseExistingTopology(this IAmazonSqsBusFactoryConfigurator configurator) =>
        (configurator as IExistingTopologyConfigurator)?.UseExistingTopology();
}
