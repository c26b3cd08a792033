using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The disk of the store is full for a minute; facts must wait, and nobody may end.</summary>
internal sealed class A_store_whose_disk_is_full : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new StoreFull(Written.At(30), TimeSpan.FromSeconds(60)),
        Written.Start(35, "red", "time-1", "time"),
        new RemoveContainer(Written.At(36), "calc-3"));
}
