using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A sick container shares its task with one of several healthy instances of another service.</summary>
internal sealed class A_task_that_is_stopped_as_one : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(1, "red", "time-1", "time"),
        Written.Start(1, "green", "time-2", "time"),
        new StartContainer(Written.At(10), "blue", ContainerSpec.Of("front", "calc", task: "pair")),
        new StartContainer(Written.At(10), "blue", ContainerSpec.Of("back", "time", task: "pair")),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(110), "front"));
}
