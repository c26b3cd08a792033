using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is out of DNS, and ECS fails to stop it until its saga is stuck. Then ECS works again, and no person has to help.
/// </summary>
internal sealed class A_stop_that_fails_for_long : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(640), "calc-1"),
        new StopsFail(Written.At(60), TimeSpan.FromSeconds(380))) with
    {
        HealsAt = TimeSpan.FromSeconds(700),
    };
}
