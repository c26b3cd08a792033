using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Reports of an agent that was replaced arrive once more, while its successor stands still for a moment. They do not list the container
/// that started since.
/// </summary>
internal sealed class Reports_of_a_former_agent_that_come_late : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new DeployAgent(Written.At(40), "red"),
        Written.Start(45, "red", "time-1", "time"),
        new PauseAgent(Written.At(70), TimeSpan.FromSeconds(15), "red"),
        new ReportsOfAFormerAgent(Written.At(72), TimeSpan.FromSeconds(9), "red"));
}
