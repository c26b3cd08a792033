using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A newer version writes members, kinds, words and states that this one does not know, and is rolled back.
/// </summary>
internal sealed class A_newer_version_that_is_rolled_back : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new NewerVersionWrites(Written.At(30)),
        new KindOfANewerVersion(Written.At(35)),
        new StatesOfANewerVersion(Written.At(40), "red"),
        new WordsOfANewerVersion(Written.At(60), TimeSpan.FromSeconds(40), 0.5),
        Written.Start(70, "red", "time-1", "time"),
        new RemoveContainer(Written.At(80), "calc-1"),
        new NewerVersionWrites(Written.At(110)),
        new SickenContainer(Written.At(112), TimeSpan.FromSeconds(40), "calc-2"));
}
