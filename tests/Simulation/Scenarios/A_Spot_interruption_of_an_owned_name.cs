using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A name belongs to whoever claims it first. One of its instances left it early, and has to return when the others stop, by the facts of
/// their host alone: its own agent says nothing for a while.
/// </summary>
internal sealed class A_Spot_interruption_of_an_owned_name : IScenario
{
    public WorldPlan Plan => new(1)
    {
        Machines = [("red", TimeSpan.Zero), ("green", TimeSpan.Zero)],
        NamesAreBound = true,
        HealsAt = Written.At(210),
        Steps =
        [
            Start(2, "red", "shop-1"),
            Start(4, "green", "shop-2"),
            new AnnounceEnd(Written.At(90), TimeSpan.FromSeconds(110), "red", IsSpot: true, Comes: false),
            new StopContainer(Written.At(115), "shop-2", TimeSpan.FromSeconds(5)),
            new PauseAgent(Written.At(118), TimeSpan.FromSeconds(45), "red"),
        ],
    };

    private static StartContainer Start(double at, string host, string name) =>
        new(Written.At(at), host, ContainerSpec.Of(name, "checkout") with { Owner = "shops" });
}
