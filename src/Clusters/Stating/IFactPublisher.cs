using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Stating;

/// <summary>Takes facts to all who consume them, as those of agents.</summary>
public interface IFactPublisher
{
    Task PublishAsync(IHostFact fact, CancellationToken cancel);
}

/// <summary>Publishes facts to the bus.</summary>
internal sealed class BusFactPublisher(IBus bus) : IFactPublisher
{
    public Task PublishAsync(IHostFact fact, CancellationToken cancel) => bus.Publish(fact, fact.GetType(), cancel);
}
