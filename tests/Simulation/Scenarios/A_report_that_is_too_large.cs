using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A host runs more containers than fit into one message, so that its report travels in parts, and parts are repeated and late.
/// </summary>
internal sealed class A_report_that_is_too_large : IScenario
{
    public WorldPlan Plan => Written.Plan(
    [
        .. Enumerable.Range(1, 20).Select(number => Written.Start(10 + number, "red", $"many-{number}", "time")),
        new MessagesTwice(Written.At(20), TimeSpan.FromSeconds(100), 0.5),
        new MessagesLate(Written.At(40), TimeSpan.FromSeconds(60), 0.5, TimeSpan.FromSeconds(20)),
        new RemoveContainer(Written.At(100), "many-3"),
        new RemoveContainer(Written.At(101), "many-17"),
    ]);
}
