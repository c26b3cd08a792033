using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// The Auto Scaling group announces the end of a host. ECS keeps its tasks until their replacements run elsewhere; one of them is the only
/// one of its service.
/// </summary>
internal sealed class A_host_that_is_drained_before_its_end : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(5, "red", "time-1", "time"),
        new DrainMachine(Written.At(70), TimeSpan.FromSeconds(40), "red", "green"),
        new KillMachine(Written.At(125), "red"));
}
