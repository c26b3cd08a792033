using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is ejected. Then a second machine of its host's name reports that nothing runs, and is gone; the first one is believed
/// again, and the container is well, in the same run.
/// </summary>
internal sealed class A_run_that_comes_back_ejected : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(20), "calc-1"),
        new BearTwin(Written.At(78), TimeSpan.FromSeconds(1), "red", "10.0.0.99"));
}
