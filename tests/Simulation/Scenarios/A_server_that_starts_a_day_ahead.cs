using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A projector and a health saga whose clocks are a day ahead start again, and are alone for a while. They hear the agent of a host start
/// again, whose clock was set back, and then stop until their clocks are set right. What they wrote must not be a day ahead.
/// </summary>
internal sealed class A_server_that_starts_a_day_ahead : IScenario
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public WorldPlan Plan => Written.Plan(
        new JumpServerClock(Written.At(30), "projector-1", Day),
        new JumpServerClock(Written.At(30), "saga-1", Day),
        new DeployProcess(Written.At(40), "projector-1"),
        new DeployProcess(Written.At(40), "saga-1"),
        Written.Start(42, "red", "time-1", "time"),
        new KillProcess(Written.At(45), TimeSpan.FromSeconds(30), "projector-2"),
        new KillProcess(Written.At(45), TimeSpan.FromSeconds(30), "saga-2"),
        new JumpHostClock(Written.At(65), "red", TimeSpan.FromHours(-1)),
        new DeployAgent(Written.At(70), "red"),
        new KillProcess(Written.At(74), TimeSpan.FromSeconds(226), "projector-1"),
        new KillProcess(Written.At(74), TimeSpan.FromSeconds(226), "saga-1"),
        new DeployAgent(Written.At(80), "green"),
        new SickenContainer(Written.At(80), TimeSpan.FromSeconds(60), "calc-2"),
        new KillMachine(Written.At(90), "blue"),
        new JumpServerClock(Written.At(290), "projector-1", -Day),
        new JumpServerClock(Written.At(290), "saga-1", -Day)) with
    {
        AdmitOnceHealthy = true,
        HealsAt = TimeSpan.FromSeconds(300),
    };
}
