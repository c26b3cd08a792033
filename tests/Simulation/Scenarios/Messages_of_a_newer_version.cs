using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Every message has members that this version does not know.</summary>
internal sealed class Messages_of_a_newer_version : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new MessagesOfANewerVersion(Written.At(1), TimeSpan.FromSeconds(170), 1),
        Written.Start(30, "red", "time-1", "time"),
        new RemoveContainer(Written.At(60), "calc-1"),
        new SickenContainer(Written.At(70), TimeSpan.FromSeconds(60), "calc-2"));
}
