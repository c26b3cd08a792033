using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// The store fails over to a server whose clock is an hour ahead. Every lease looks an hour old, and with two hosts there are too few for
/// the watch to doubt its own ears.
/// </summary>
internal sealed class A_clock_of_the_store_that_jumps : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpStoreClock(Written.At(60), TimeSpan.FromHours(1)),
        Written.Start(70, "red", "time-1", "time"),
        new RemoveContainer(Written.At(90), "calc-1")) with
    {
        Machines = [("red", TimeSpan.Zero), ("green", TimeSpan.Zero)],
    };
}
