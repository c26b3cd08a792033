using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Stopping;

namespace Pipeline.Composition;

/// <summary>Has containers stopped by the engines that run them: those that this process watches.</summary>
internal sealed class EngineStopper(IServiceProvider services) : ITaskStopper
{
    public bool StopsWithoutTask => true;

    public async Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel)
    {
        // Found when it is needed: the agents speak through the bus that carries this order.
        if (services.GetRequiredService<HostAgents>().StopperOf(order.Host) is not { } engine)
            return new StopAnswer(StopOutcome.Failed, $"host {order.Host} is none of those watched here");
        return await engine.StopAsync(order.ContainerId, cancel)
            ? new StopAnswer(StopOutcome.Accepted, $"the engine of {order.Host} stopped it")
            : new StopAnswer(StopOutcome.Gone, $"the engine of {order.Host} does not know it");
    }
}
