using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container has left the zone, and resolvers still know it. Then the store's clock jumps by a day, so that the TTL seems to have
/// run out long ago.
/// </summary>
internal sealed class A_clock_of_the_store_that_jumps_while_one_drains : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new StartContainer(Written.At(5), "red", ContainerSpec.Of("calc-4", "calc", task: "single")),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(110), "calc-4"),
        new JumpStoreClock(Written.At(JumpAt), TimeSpan.FromDays(1)));

    /// <summary>Within the TTL after the removal is in sync.</summary>
    private const double JumpAt = 77;
}
