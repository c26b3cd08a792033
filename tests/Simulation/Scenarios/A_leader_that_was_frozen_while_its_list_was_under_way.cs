using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A leader stands still while the list that creates a name is under way. Another one creates the name, changes it and deletes it before
/// the list arrives and the first leader goes on.
/// </summary>
internal sealed class A_leader_that_was_frozen_while_its_list_was_under_way : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(95)),
        Written.Start(41, "red", "time-1", "time"),
        new PauseLeader(Written.At(43), TimeSpan.FromSeconds(80)),
        Written.Start(85, "green", "time-2", "time"),
        new RemoveContainer(Written.At(95), "time-1"),
        new RemoveContainer(Written.At(110), "time-2"));
}
