using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// An engine says that nothing runs, that what ended runs, and that ports are elsewhere or nowhere; then it tells the truth.
/// </summary>
internal sealed class An_engine_that_lies : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new EngineLies(Written.At(30), TimeSpan.FromSeconds(25), "red", EngineLie.NothingRuns),
        new EngineLies(Written.At(60), TimeSpan.FromSeconds(25), "red", EngineLie.NoPorts),
        new EngineLies(Written.At(90), TimeSpan.FromSeconds(25), "red", EngineLie.OtherPorts),
        new EngineLies(Written.At(120), TimeSpan.FromSeconds(25), "red", EngineLie.NothingEnds),
        new RemoveContainer(Written.At(125), "calc-1"));
}
