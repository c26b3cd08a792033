using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The clocks of the projectors are set back by an hour, a container starts, and a stranger edits a record.</summary>
internal sealed class A_clock_of_a_projector_that_jumps : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpServerClock(Written.At(40), "projector-1", TimeSpan.FromHours(-1)),
        new JumpServerClock(Written.At(40), "projector-2", TimeSpan.FromHours(-1)),
        Written.Start(50, "red", "time-1", "time"),
        new EditRecords(Written.At(75), "calc"));
}
