using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The clock of the leading projector is set back by an hour, and a record is edited by a stranger afterwards.</summary>
internal sealed class A_clock_of_a_projector_that_jumps : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpServerClock(Written.At(40), "projector-1", TimeSpan.FromHours(-1)),
        new JumpServerClock(Written.At(40), "projector-2", TimeSpan.FromHours(-1)),
        new EditRecords(Written.At(60), "calc"));
}
