using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// All servers are killed, and when they start again, the store's clock has been set back by an hour. Every lease of theirs ends an hour
/// from then, by that clock.
/// </summary>
internal sealed class A_clock_of_the_store_that_is_set_back : IScenario
{
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(8);

    public WorldPlan Plan => Written.Plan(
        new KillProcess(Written.At(60), Down, "projector-1"),
        new KillProcess(Written.At(60), Down, "projector-2"),
        new KillProcess(Written.At(60), Down, "saga-1"),
        new KillProcess(Written.At(60), Down, "saga-2"),
        new JumpStoreClock(Written.At(64), TimeSpan.FromHours(-1)),
        Written.Start(70, "red", "time-1", "time"),
        new SickenContainer(Written.At(80), TimeSpan.FromSeconds(120), "calc-2"),
        new RemoveContainer(Written.At(90), "calc-1"));
}
