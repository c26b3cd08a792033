using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Stopping;

namespace Pipeline.Composition;

/// <summary>Stops containers through the engines that this process watches.</summary>
internal sealed class EngineStopper(IServiceProvider services) : ITaskStopper
{
    public bool StopsWithoutTask => true;

    public async Task<StopAnswer> StopAsync(StopTask order, CancellationToken cancel)
    {
        // Resolved late: the agents need the bus that carries this request.
        if (services.GetRequiredService<IHostEngines>().StopperOf(order.Host) is not { } engine)
            return new StopAnswer(StopOutcome.Failed, $"this process does not watch host {order.Host}");

        // The order is about one run; a restart may not have been reported yet.
        if (await engine.InspectAsync(order.ContainerId, cancel) is { } present && present.StartedAt != order.Run)
            return new StopAnswer(StopOutcome.Gone, $"its run of {order.Run:u} is over; the present one began at {present.StartedAt:u}");
        return await engine.StopAsync(order.ContainerId, cancel)
            ? new StopAnswer(StopOutcome.Accepted, $"the engine of {order.Host} stopped it")
            : new StopAnswer(StopOutcome.Gone, $"the engine of {order.Host} has no such container");
    }
}
