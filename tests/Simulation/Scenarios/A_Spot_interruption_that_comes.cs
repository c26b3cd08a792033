using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A host is to be interrupted. It leaves what others answer for, comes back when they stop, and stays with a name of its own to its end.
/// </summary>
internal sealed class A_Spot_interruption_that_comes : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(5, "red", "time-1", "time"),
        new AnnounceEnd(Written.At(70), TimeSpan.FromSeconds(100), "red", IsSpot: true, Comes: true),
        new StopContainer(Written.At(100), "calc-2", TimeSpan.FromSeconds(5)),
        new StopContainer(Written.At(115), "calc-3", TimeSpan.FromSeconds(5)));
}
