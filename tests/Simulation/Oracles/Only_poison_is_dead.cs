using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class Only_poison_is_dead : IFinalOracle
{
    public string Sentence => "only what no version can handle stays among the dead letters";

    public Task<IReadOnlyList<string>> CheckAsync(World world) => Task.FromResult<IReadOnlyList<string>>(
    [
        .. from queue in world.Bus.Queues
           from message in queue.DeadLetters
           where !message.IsPoison
           select $"{queue.Name}: {message}",
    ]);
}
