using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A clock is set back by an hour, and then the agent starts again.</summary>
internal sealed class An_agent_that_starts_behind_its_last_start : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new JumpHostClock(Written.At(40), "red", TimeSpan.FromHours(-1)),
        new DeployAgent(Written.At(60), "red"),
        Written.Start(70, "red", "time-1", "time"));
}
