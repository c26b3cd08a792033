using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A container is restarted while its host's agent is down, and gets another port. Nobody answers at the old one any more, so that its last
/// run is to be stopped; the present one is well.
/// </summary>
internal sealed class A_stop_that_comes_in_the_next_run : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(1, "red", "time-1", "time"),
        new RemoveContainer(Written.At(50), "time-1"),
        new KillAgent(Written.At(60), TimeSpan.FromSeconds(80), "red"),
        new RestartContainer(Written.At(65), "calc-1")) with
    {
        HasWitness = true,
    };
}
