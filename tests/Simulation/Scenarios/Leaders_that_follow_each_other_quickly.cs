using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A machine is gone, and each leader stands still before the machine's lease has run out under it. Each of them watched before it led.
/// </summary>
internal sealed class Leaders_that_follow_each_other_quickly : IScenario
{
    public WorldPlan Plan => Written.Plan(
    [
        Written.Start(5, "blue", "time-1", "time"),
        new KillMachine(Written.At(20), "blue"),
        .. Enumerable.Range(0, 8).Select(round => new PauseLeader(Written.At(25 + (round * 28)), TimeSpan.FromSeconds(9))),
    ]) with
    {
        HealsAt = TimeSpan.FromSeconds(260),
    };
}
