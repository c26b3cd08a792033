using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A host is to be hibernated, and runs on; its agent is deployed in between.</summary>
internal sealed class A_Spot_interruption_that_is_withdrawn : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new AnnounceEnd(Written.At(70), TimeSpan.FromSeconds(60), "red", IsSpot: true, Comes: false),
        new DeployAgent(Written.At(100), "red"));
}
