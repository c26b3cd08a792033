using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The reports of a host give no address, for longer than a lease. Somebody is heard there, so nothing leaves DNS.</summary>
internal sealed class A_host_whose_reports_are_rejected : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ReportsWithoutAddress(Written.At(40), TimeSpan.FromSeconds(130), "red"));
}
