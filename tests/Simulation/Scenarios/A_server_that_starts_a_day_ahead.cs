using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A projector and a health saga whose clocks are a day ahead start again, and stop for good once they have written.</summary>
internal sealed class A_server_that_starts_a_day_ahead : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpServerClock(Written.At(30), "projector-1", TimeSpan.FromDays(1)),
        new JumpServerClock(Written.At(30), "saga-1", TimeSpan.FromDays(1)),
        new DeployProcess(Written.At(40), "projector-1"),
        new DeployProcess(Written.At(40), "saga-1"),
        Written.Start(42, "red", "time-1", "time"),
        new KillProcess(Written.At(60), TimeSpan.FromSeconds(600), "projector-1"),
        new KillProcess(Written.At(60), TimeSpan.FromSeconds(600), "saga-1"),
        new DeployAgent(Written.At(70), "green"),
        new KillMachine(Written.At(80), "blue"),
        new SickenContainer(Written.At(80), TimeSpan.FromSeconds(60), "calc-1")) with
    {
        AdmitOnceHealthy = true,
        HealsAt = TimeSpan.FromSeconds(300),
    };
}
