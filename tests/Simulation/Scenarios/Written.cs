using System.Collections.Immutable;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>What scenarios have in common: three hosts, a service on each, and seconds as plain numbers.</summary>
internal static class Written
{
    /// <summary>Three hosts with a container of <c>calc</c> each, which also are the neighbours of whatever happens.</summary>
    public static WorldPlan Plan(params Step[] steps) => new(1)
    {
        Machines = [("red", TimeSpan.Zero), ("green", TimeSpan.Zero), ("blue", TimeSpan.Zero)],
        Steps =
        [
            Start(2, "red", "calc-1", "calc"),
            Start(3, "green", "calc-2", "calc"),
            Start(4, "blue", "calc-3", "calc"),
            .. steps,
        ],
    };

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    public static StartContainer Start(double at, string host, string name, string service) =>
        new(At(at), host, ContainerSpec.Of(name, service));

    public static StartContainer Start(double at, string host, string name, string service, params (int Port, string Claim)[] nonsense) =>
        new(At(at), host, ContainerSpec.Of(name, service) with
        {
            Nonsense = nonsense.ToImmutableDictionary(one => one.Port, one => one.Claim),
        });
}
