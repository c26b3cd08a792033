using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A container is restarted while its agent cannot publish, and gets another port. Nobody answers at the old one any more, so that its last
/// run is to be stopped; the present one is well.
/// </summary>
internal sealed class A_stop_that_comes_in_the_next_run : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(1, "red", "time-1", "time"),
        new BusAway(Written.At(55), TimeSpan.FromSeconds(60)),
        new RemoveContainer(Written.At(60), "time-1"),
        new RestartContainer(Written.At(70), "calc-1"));
}
