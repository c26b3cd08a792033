using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A machine is gone. One of its containers is reached by UDP, which no check sees; it ends with its host all the same.</summary>
internal sealed class A_host_that_is_gone_with_what_nobody_probes : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new StartContainer(Written.At(20), "red", ContainerSpec.Of("time-1", "time") with { IsUdp = true, Task = "task-1" }),
        new KillMachine(Written.At(40), "red"));
}
