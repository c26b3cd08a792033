using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>Whoever writes the zone takes a value of its fence first.</summary>
internal sealed class A_copy_of_the_store_writes_nothing : IFinalOracle
{
    public string Sentence => "an older copy of the store writes nothing";

    public async Task<IReadOnlyList<string>> CheckAsync(World world) => await world.CountListsOfCopyAsync() is var lists and > 0
        ? [$"the copy took {lists} values of the fence"]
        : [];
}
