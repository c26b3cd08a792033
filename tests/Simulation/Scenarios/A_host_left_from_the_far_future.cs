using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The clock of a machine was a year ahead when it was replaced by one with the right time.</summary>
internal sealed class A_host_left_from_the_far_future : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new KillMachine(Written.At(50), "red"),
        new BearMachine(Written.At(55), "red", "10.0.0.50", TimeSpan.Zero),
        Written.Start(60, "red", "time-1", "time")) with
    {
        Machines = [("red", TimeSpan.FromDays(365)), ("green", TimeSpan.Zero), ("blue", TimeSpan.Zero)],
    };
}
