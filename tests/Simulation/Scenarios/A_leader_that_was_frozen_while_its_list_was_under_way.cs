using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A leader stands still while its list is under way, which takes effect after another one has led for a while.
/// </summary>
internal sealed class A_leader_that_was_frozen_while_its_list_was_under_way : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(20, "red", "time-1", "time"),
        new ZoneAppliesLater(Written.At(40), TimeSpan.FromSeconds(2), Share: 1, After: TimeSpan.FromSeconds(60)),
        Written.Start(41, "green", "time-2", "time"),
        new PauseLeader(Written.At(41.5), TimeSpan.FromSeconds(80)),
        new RemoveContainer(Written.At(60), "time-2"),
        new RemoveContainer(Written.At(80), "time-1"));
}
