using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Route 53 refuses the address of a new host. Its containers must not be answered with before it has one.</summary>
internal sealed class A_host_whose_address_is_refused : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneRefuses(Written.At(40), TimeSpan.FromSeconds(70), "violet"),
        new BearMachine(Written.At(45), "violet", "10.0.0.50", TimeSpan.Zero),
        Written.Start(50, "violet", "time-1", "time"));
}
