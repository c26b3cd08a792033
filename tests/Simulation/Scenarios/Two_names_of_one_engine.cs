using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Two agents watch one engine under two names; then one of them is gone, and EC2 says that its machine runs.
/// </summary>
internal sealed class Two_names_of_one_engine : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new TwoNamesOfOneEngine(Written.At(40), TimeSpan.FromSeconds(60), "red", "second"),
        Written.Start(60, "red", "time-1", "time"),
        Written.Start(62, "red", "time-2", "time"),
        Written.Start(64, "red", "time-3", "time"),
        Written.Start(66, "red", "time-4", "time")) with
    {
        HasWitness = true,
    };
}
