using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The leader stands still for longer than anything may take, while the other projector could lead.</summary>
internal sealed class A_leader_that_is_frozen : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new PauseLeader(Written.At(30), TimeSpan.FromSeconds(270)),
        new RemoveContainer(Written.At(40), "calc-1")) with
    { HealsAt = TimeSpan.FromSeconds(300) };
}
