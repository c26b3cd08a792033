using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A machine is gone with the only instance of a service. Another one starts elsewhere while Route 53 refuses to write its record.
/// </summary>
internal sealed class A_host_that_is_lost_while_its_service_is_refused : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(5, "red", "time-1", "time"),
        new KillMachine(Written.At(40), "red"),
        new ZoneRefuses(Written.At(60), TimeSpan.FromSeconds(80), "time"),
        Written.Start(70, "blue", "time-2", "time"));
}
