using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// The name of a service has addresses: of two instances on one host, of which one sickens and one stops, and of one on a host that
/// vanishes. Then a host appears that has the service's name.
/// </summary>
internal sealed class A_service_with_fixed_ports : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Fixed(6, "red", "web-1"),
        Fixed(6, "red", "web-2"),
        Fixed(7, "green", "web-3"),
        new BearMachine(Written.At(8), "violet", "10.0.0.50", TimeSpan.Zero),
        Fixed(12, "violet", "web-4"),
        new SickenContainer(Written.At(40), TimeSpan.FromSeconds(60), "web-1"),
        new StopContainer(Written.At(60), "web-2", TimeSpan.FromSeconds(3)),
        new KillMachine(Written.At(70), "violet"),
        new BearMachine(Written.At(170), "web", "10.0.0.51", TimeSpan.Zero));

    private static StartContainer Fixed(double at, string host, string name) =>
        new(Written.At(at), host, ContainerSpec.Of(name, "web") with { IsFixed = true });
}
