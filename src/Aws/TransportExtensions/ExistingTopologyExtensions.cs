using MassTransit;

namespace Pipeline.Aws.Transport;

/// <summary>A bus that can be told to create nothing.</summary>
public interface IExistingTopologyConfigurator
{
    void UseExistingTopology();
}

/// <summary>Topology that others deploy.</summary>
public static class ExistingTopologyExtensions
{
    /// <summary>
    /// Queues, topics and subscriptions exist, because others deploy them. The bus creates none and sets nothing on them; an endpoint that
    /// lacks any does not start, and says which. Topics are found by name, which needs <c>sns:ListTopics</c>.
    /// </summary>
    public static void UseExistingTopology(this IBusFactoryConfigurator bus) => (bus as IExistingTopologyConfigurator)?.UseExistingTopology();
}
