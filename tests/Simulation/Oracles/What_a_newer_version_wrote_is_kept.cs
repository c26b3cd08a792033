using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class What_a_newer_version_wrote_is_kept : IFinalOracle
{
    public string Sentence => "what a newer version wrote is kept";

    public Task<IReadOnlyList<string>> CheckAsync(World world) => Task.FromResult<IReadOnlyList<string>>(
        [.. world.Store.Registry.FindLostMembers().Concat(world.Store.Sagas.FindLostMembers())
            .Select(document => $"{document} has lost the member of a newer version")]);
}
