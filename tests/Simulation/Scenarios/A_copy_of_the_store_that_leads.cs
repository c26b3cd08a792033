using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A projector is started on an older copy of the database. For it every host is silent, and it would delete every record.
/// </summary>
internal sealed class A_copy_of_the_store_that_leads : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new CopyOfTheStore(Written.At(30), TimeSpan.FromSeconds(20)),
        Written.Start(35, "red", "time-1", "time"),
        new RemoveContainer(Written.At(120), "time-1"));
}
