using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The database fails over to a standby that refuses writes for a while; facts must wait and not die.</summary>
internal sealed class A_store_that_is_read_only : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new StoreReadOnly(Written.At(30), TimeSpan.FromSeconds(30)),
        Written.Start(35, "red", "time-1", "time"),
        new RemoveContainer(Written.At(36), "calc-3"));
}
