using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Route 53 does not answer the list that creates a name. The next pass reads the zone, creates the name, changes it and deletes it. Then
/// Route 53 gets round to the first list, whose record would be nobody's and dead: it is refused, because the fence was moved.
/// </summary>
internal sealed class A_list_that_is_applied_after_its_answer_was_lost : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(95)),
        Written.Start(41, "red", "time-1", "time"),
        Written.Start(85, "green", "time-2", "time"),
        new RemoveContainer(Written.At(95), "time-1"),
        new RemoveContainer(Written.At(110), "time-2"));
}
