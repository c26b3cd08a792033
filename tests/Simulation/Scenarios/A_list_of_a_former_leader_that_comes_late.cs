using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A leader is killed while Route 53 has not answered the list that creates a name. The next leader creates the name, changes it and
/// deletes it, and then Route 53 gets round to the list.
/// </summary>
internal sealed class A_list_of_a_former_leader_that_comes_late : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(95)),
        Written.Start(41, "red", "time-1", "time"),
        new KillLeader(Written.At(43), TimeSpan.FromSeconds(20)),
        Written.Start(85, "green", "time-2", "time"),
        new RemoveContainer(Written.At(95), "time-1"),
        new RemoveContainer(Written.At(110), "time-2"));
}
