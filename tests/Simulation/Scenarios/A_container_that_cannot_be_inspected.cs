using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>An agent starts again while the engine lists a container and cannot inspect it. It runs, and stays in DNS.</summary>
internal sealed class A_container_that_cannot_be_inspected : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new FailInspection(Written.At(50), TimeSpan.FromSeconds(60), "calc-1"),
        new DeployAgent(Written.At(60), "red"));
}
