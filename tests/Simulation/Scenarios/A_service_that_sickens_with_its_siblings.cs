using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A sick container shares its task with the last healthy instance of another service.</summary>
internal sealed class A_service_that_sickens_with_its_siblings : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new StartContainer(Written.At(10), "red", ContainerSpec.Of("front", "calc", task: "pair")),
        new StartContainer(Written.At(10), "red", ContainerSpec.Of("back", "time", task: "pair")),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(110), "front"));
}
