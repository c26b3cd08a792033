using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is to be stopped, and the requests go to the dead letters until its saga is stuck. A person exempts it, and it is well
/// and back in DNS when the requests are sent back.
/// </summary>
internal sealed class A_stop_that_is_redriven_after_a_release : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(40), "calc-1"),
        new StopsDead(Written.At(60), TimeSpan.FromSeconds(380)),
        new ReleaseByHand(Written.At(420), "calc-1"),
        new Redrive(Written.At(460)),
        new RestartContainer(Written.At(490), "calc-1")) with
    {
        HealsAt = TimeSpan.FromSeconds(500),
    };
}
