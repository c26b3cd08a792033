using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A container sickens while the zone takes no changes for longer than a removal may take.</summary>
internal sealed class A_zone_that_is_away_for_long : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZoneBreaks(Written.At(50), TimeSpan.FromMinutes(8), Share: 1),
        new SickenContainer(Written.At(60), TimeSpan.FromMinutes(12), "calc-1")) with
    {
        HealsAt = TimeSpan.FromMinutes(10),
    };
}
