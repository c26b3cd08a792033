using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The clock of a host is an hour ahead, and its agent starts again.</summary>
internal sealed class An_agent_whose_clock_is_ahead : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new DeployAgent(Written.At(60), "red")) with
    {
        Machines = [("red", TimeSpan.FromHours(1)), ("green", TimeSpan.Zero), ("blue", TimeSpan.Zero)],
    };
}
