using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A host gets another name, and EC2 says that the machine of the former one runs. It does; but nothing of that name is there any more.
/// </summary>
internal sealed class A_host_that_gets_another_name : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new RenameMachine(Written.At(40), "red", "violet"),
        Written.Start(60, "violet", "time-1", "time")) with
    {
        HasWitness = true,
    };
}
