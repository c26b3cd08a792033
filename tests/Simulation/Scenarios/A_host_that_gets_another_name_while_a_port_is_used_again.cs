using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// While the agent of a host is away, a container is removed, another one has its port, and the machine gets another name. Nobody says
/// that the former is gone, and whatever is asked at its address answers.
/// </summary>
internal sealed class A_host_that_gets_another_name_while_a_port_is_used_again : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new KillAgent(Written.At(40), TimeSpan.FromSeconds(60), "red"),
        new RemoveContainer(Written.At(50), "calc-1"),
        Written.Start(60, "red", "time-1", "time"),
        new RenameMachine(Written.At(99), "red", "violet"));
}
