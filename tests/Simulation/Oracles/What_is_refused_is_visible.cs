using Pipeline.History.Reading;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class What_is_refused_is_visible : IFinalOracle
{
    public string Sentence => "what is refused is visible to a person";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var refusals = await new RegistryReader(world.Store.Registry.Documents, World.Domain).RefusalsAsync(CancellationToken.None);
        var shown = refusals.Select(refusal => (refusal.ContainerId, refusal.ContainerPort)).ToHashSet();
        return
        [
            .. from container in world.Fleet.Containers
               where container.Serves
               from claim in container.Spec.Nonsense
               where !shown.Contains((container.Id, claim.Key))
               select $"{container} claims '{claim.Value}' on port {claim.Key}, which is not listed as refused",
        ];
    }
}
