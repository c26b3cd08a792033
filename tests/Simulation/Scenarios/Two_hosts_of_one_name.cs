using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A machine gets the name of another one that is alive. One of them is corrected in the end.</summary>
internal sealed class Two_hosts_of_one_name : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new BearTwin(Written.At(40), TimeSpan.FromSeconds(80), "red", "10.0.0.99"));
}
