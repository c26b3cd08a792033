using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A projector and a health saga whose clocks are a day ahead start again, and do everything alone. They stop for good while a sick
/// container is being removed; the others finish that.
/// </summary>
internal sealed class A_server_that_starts_a_day_ahead : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpServerClock(Written.At(30), "projector-1", TimeSpan.FromDays(1)),
        new JumpServerClock(Written.At(30), "saga-1", TimeSpan.FromDays(1)),
        new KillProcess(Written.At(38), TimeSpan.FromSeconds(35), "projector-2"),
        new KillProcess(Written.At(38), TimeSpan.FromSeconds(35), "saga-2"),
        new DeployProcess(Written.At(40), "projector-1"),
        new DeployProcess(Written.At(40), "saga-1"),
        Written.Start(42, "red", "time-1", "time"),
        new SickenContainer(Written.At(50), TimeSpan.FromSeconds(90), "calc-1"),
        new KillProcess(Written.At(72), TimeSpan.FromSeconds(600), "projector-1"),
        new KillProcess(Written.At(72), TimeSpan.FromSeconds(600), "saga-1"),
        new DeployAgent(Written.At(80), "green"),
        new KillMachine(Written.At(90), "blue")) with
    {
        AdmitOnceHealthy = true,
        HealsAt = TimeSpan.FromSeconds(300),
    };
}
