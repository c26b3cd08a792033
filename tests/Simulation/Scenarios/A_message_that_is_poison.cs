using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Messages that no version can handle arrive between good ones.</summary>
internal sealed class A_message_that_is_poison : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new Poison(Written.At(10)),
        new Poison(Written.At(20)),
        new RejectedReport(Written.At(40), "green"),
        Written.Start(20.1, "red", "time-1", "time"));
}
