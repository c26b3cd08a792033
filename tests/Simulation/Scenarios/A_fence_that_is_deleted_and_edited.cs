using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Somebody deletes the zone's fence, and edits it later, between changes.</summary>
internal sealed class A_fence_that_is_deleted_and_edited : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new DeleteFence(Written.At(30)),
        Written.Start(31, "red", "time-1", "time"),
        new EditFence(Written.At(70), "a note"),
        new RemoveContainer(Written.At(71), "time-1"),
        new DeleteFence(Written.At(110)),
        new ZoneAnswersLost(Written.At(111), TimeSpan.FromSeconds(20), 1),
        Written.Start(112, "red", "time-3", "time"));
}
