using Pipeline.Claims;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Probing;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>Checks ports of the world's containers.</summary>
internal sealed class SimulatedProbe(SimulatedProcess prober, Fleet fleet, Func<TimeSpan> drawLatency) : IPortProbe
{
    public async Task<(bool Passed, string Text)> CheckAsync(Watch watch)
    {
        await prober.PassAsync(drawLatency(), CancellationToken.None);
        var isCutOff = fleet.CutOff.Contains(prober.Name);
        switch (isCutOff ? null : fleet.FindListener(watch.At.Address, watch.At.Port))
        {
            case { Inspection.Status: EngineContainerStatus.Running, IsSick: var isSick }:
                return isSick ? (false, "HTTP 503") : (true, "HTTP 200");
            case null when !isCutOff && fleet.IsAddressAlive(watch.At.Address):
                return (false, "connection refused");
            default:
                await prober.PassAsync(watch.Check!.Timeout, CancellationToken.None);
                return (false, "no answer in time");
        }
    }
}
