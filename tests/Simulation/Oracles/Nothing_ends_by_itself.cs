using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class Nothing_ends_by_itself : IStepOracle
{
    public string Sentence => "no service of a process ends by itself";

    public IEnumerable<string> Check(World world) =>
        world.Processes.Select(process => process.FindDeadService())
            .Concat(world.Fleet.Living.Select(machine => machine.Agent?.FindDeadService()))
            .OfType<string>();
}
