using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A leader is killed while Route 53 has not answered its list. The next leader deletes the name, creates it and deletes it again, and then
/// Route 53 gets round to the list.
/// </summary>
internal sealed class A_list_of_a_former_leader_that_comes_late : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(20, "red", "time-1", "time"),
        Written.Start(21, "green", "time-2", "time"),
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(90)),
        new RemoveContainer(Written.At(41), "time-1"),
        new KillLeader(Written.At(43), TimeSpan.FromSeconds(20)),
        new RemoveContainer(Written.At(70), "time-2"),
        Written.Start(85, "red", "time-3", "time"),
        new RemoveContainer(Written.At(105), "time-3"));
}
