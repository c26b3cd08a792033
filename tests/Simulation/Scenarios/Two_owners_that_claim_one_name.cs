using System.Collections.Immutable;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Names belong to whoever claims them first. Another owner claims a name that is taken, on other hosts, by each of its forms, before and
/// after the leader is killed and the store is cut, and also while the owner has no instance left.
/// </summary>
internal sealed class Two_owners_that_claim_one_name : IScenario
{
    public WorldPlan Plan => new(1)
    {
        Machines = [("red", TimeSpan.Zero), ("green", TimeSpan.Zero), ("blue", TimeSpan.Zero)],
        NamesAreBound = true,
        Steps =
        [
            Owner(2, "red", "shop-1"),
            Owner(8, "green", "shop-2"),
            Intruder(20, "green", "store-1", "checkout"),
            Intruder(30, "blue", "store-2", "_checkout._tcp"),
            new KillProcess(Written.At(50), TimeSpan.FromSeconds(10), "projector-1"),
            new CutSessions(Written.At(55)),
            Intruder(60, "red", "store-3", "checkout"),
            new RestartContainer(Written.At(80), "store-1"),
            new RemoveContainer(Written.At(90), "shop-1"),
            new RemoveContainer(Written.At(95), "shop-2"),
            Intruder(100, "blue", "store-4", "checkout"),
            new DeployAgent(Written.At(110), "green"),
            Owner(150, "blue", "shop-3"),
        ],
    };

    private static StartContainer Owner(double at, string host, string name) =>
        new(Written.At(at), host, ContainerSpec.Of(name, "checkout") with { Owner = "shops" });

    /// <summary>It has a name of its own, too.</summary>
    private static StartContainer Intruder(double at, string host, string name, string claimed) =>
        new(Written.At(at), host, ContainerSpec.Of(name, "store") with
        {
            Owner = "stores",
            Nonsense = new Dictionary<int, string> { [9000] = claimed }.ToImmutableDictionary(),
        });
}
