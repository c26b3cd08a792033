using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is ejected, its host's agent stands still until the host is lost, and goes on; the container is well, in the same run.
/// </summary>
internal sealed class A_run_that_comes_back_after_its_host_was_given_up : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(40), "calc-1"),
        new PauseAgent(Written.At(90), TimeSpan.FromSeconds(120), "red")) with
    {
        StopsWithoutTask = false,
        HealsAt = TimeSpan.FromSeconds(230),
    };
}
