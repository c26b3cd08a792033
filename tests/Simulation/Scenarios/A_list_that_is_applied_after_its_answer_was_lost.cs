using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Route 53 does not answer a change list, and gets round to it after the next pass has read the zone and written another state. It is
/// refused then, because the fence was moved.
/// </summary>
internal sealed class A_list_that_is_applied_after_its_answer_was_lost : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(20, "red", "time-1", "time"),
        Written.Start(21, "green", "time-2", "time"),
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(35)),
        new RemoveContainer(Written.At(41), "time-1"),
        new RemoveContainer(Written.At(61), "time-2"));
}
