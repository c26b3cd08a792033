using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The leader stands still, its sessions are cut, another one leads, and then it goes on.</summary>
internal sealed class A_leader_that_wakes_up : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new PauseLeader(Written.At(30), TimeSpan.FromSeconds(60)),
        new CutSessions(Written.At(35)),
        new RemoveContainer(Written.At(40), "calc-1"),
        Written.Start(50, "blue", "time-1", "time"));
}
