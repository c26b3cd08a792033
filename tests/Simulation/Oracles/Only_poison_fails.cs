using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class Only_poison_fails : IStepOracle
{
    public string Sentence => "only a message that no version can handle fails; everything else waits";

    public IEnumerable<string> Check(World world) => world.Bus.Queues.SelectMany(queue => queue.Failures);
}
