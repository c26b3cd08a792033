using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A container ends by itself three times in a row, and its engine starts it again each time.</summary>
internal sealed class A_container_that_crashes_again_and_again : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new CrashAndRestart(Written.At(50), "calc-1"),
        new CrashAndRestart(Written.At(70), "calc-1"),
        new CrashAndRestart(Written.At(100), "calc-1"));
}
