using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A container is taken out of its network, so that it has no claim that counts; its host gets another name, and it ends. Nobody reports
/// it under the former name any more.
/// </summary>
internal sealed class A_host_that_gets_another_name_while_a_container_has_no_port : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new EngineLies(Written.At(40), TimeSpan.FromSeconds(60), "red", EngineLie.NoPorts),
        new RenameMachine(Written.At(60), "red", "violet"),
        new RemoveContainer(Written.At(90), "calc-1"));
}
