using System.Collections.Immutable;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The last instance of a name fails its checks, while another owner's container claims the name in vain.</summary>
internal sealed class An_intruder_beside_the_last_instance : IScenario
{
    public WorldPlan Plan => new(1)
    {
        Machines = [("red", TimeSpan.Zero), ("green", TimeSpan.Zero)],
        NamesAreBound = true,
        Steps =
        [
            new StartContainer(Written.At(2), "red", ContainerSpec.Of("shop-1", "checkout") with { Owner = "shops" }),
            new StartContainer(Written.At(20), "green", ContainerSpec.Of("store-1", "store") with
            {
                Owner = "stores",
                Nonsense = new Dictionary<int, string> { [9_100] = "checkout" }.ToImmutableDictionary(),
            }),
            new SickenContainer(Written.At(60), TimeSpan.FromSeconds(23), "shop-1"),
        ],
    };
}
