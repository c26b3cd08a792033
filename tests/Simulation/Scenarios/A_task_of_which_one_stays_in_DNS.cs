using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A sick container has left DNS, and Route 53 refuses to remove another one of its task. The stop of the task waits.</summary>
internal sealed class A_task_of_which_one_stays_in_DNS : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(1, "red", "time-1", "time"),
        Written.Start(1, "green", "time-2", "time"),
        new StartContainer(Written.At(10), "blue", ContainerSpec.Of("front", "calc", task: "pair")),
        new StartContainer(Written.At(10), "blue", ContainerSpec.Of("back", "time", task: "pair")),
        new ZoneRefuses(Written.At(50), TimeSpan.FromSeconds(60), "time"),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(110), "front"));
}
