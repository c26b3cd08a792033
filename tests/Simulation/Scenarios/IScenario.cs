using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>A plan written by hand. Its class has the name of the scenario; every oracle must hold in it.</summary>
internal interface IScenario
{
    WorldPlan Plan { get; }
}
