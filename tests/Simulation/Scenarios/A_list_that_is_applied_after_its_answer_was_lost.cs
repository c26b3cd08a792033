using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Route 53 answers nothing, and applies a change list after the next pass has read the zone.</summary>
internal sealed class A_list_that_is_applied_after_its_answer_was_lost : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneAppliesLater(Written.At(28), TimeSpan.FromSeconds(50), 0.8),
        new RemoveContainer(Written.At(30), "calc-1"),
        Written.Start(31, "red", "time-1", "time"),
        new RemoveContainer(Written.At(55), "time-1"),
        new RemoveContainer(Written.At(60), "calc-2"),
        new RemoveContainer(Written.At(70), "calc-3"));
}
