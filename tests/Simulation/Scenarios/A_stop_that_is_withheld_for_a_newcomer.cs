using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is out of DNS, and ECS fails to stop its task. Meanwhile another container of the task begins and answers, so that the
/// task must not be stopped any more; then the sick one recovers.
/// </summary>
internal sealed class A_stop_that_is_withheld_for_a_newcomer : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(1, "red", "time-1", "time"),
        new StartContainer(Written.At(10), "blue", ContainerSpec.Of("front", "calc", task: "pair")),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(100), "front"),
        new StopsFail(Written.At(60), TimeSpan.FromSeconds(110)),
        new StartContainer(Written.At(100), "blue", ContainerSpec.Of("late", "time", task: "pair")));
}
