using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A container starts while the clock of its host is a year ahead; then the clock is set right, and its port is used by another one.
/// </summary>
internal sealed class A_container_that_started_in_2027 : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(20, "red", "early", "time"),
        new JumpHostClock(Written.At(40), "red", TimeSpan.FromDays(-365)),
        new RemoveContainer(Written.At(60), "early"),
        Written.Start(61, "red", "late", "portal"),
        new RestartContainer(Written.At(80), "calc-1")) with
    {
        Machines = [("red", TimeSpan.FromDays(365)), ("green", TimeSpan.Zero), ("blue", TimeSpan.Zero)],
    };
}
