using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// The store is restored from a backup: what was registered and written to the zone since is unknown to it, until a person takes it over.
/// </summary>
internal sealed class A_store_that_is_restored : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new BackUpStore(Written.At(20)),
        Written.Start(30, "red", "time-1", "time"),
        new RemoveContainer(Written.At(40), "calc-3"),
        new RestoreStore(Written.At(60)),
        new AdoptRecords(Written.At(70)),
        new RemoveContainer(Written.At(80), "time-1"));
}
