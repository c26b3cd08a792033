using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>Of containers that run: both know the run and where it is. Of others: neither believes that they run.</summary>
internal sealed class Saga_registry_and_zone_agree : IFinalOracle
{
    public string Sentence => "saga, registry and zone agree about every run";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var present = (await world.Store.Registry.Documents.ReadPresentContainersAsync(CancellationToken.None))
            .ToDictionary(container => container.Id);
        var sagas = (await world.Store.Sagas.Recorded.LiveAsync(CancellationToken.None)).ToDictionary(health => health.ContainerId);
        var running = world.Fleet.Containers.Where(container => container.Serves).ToDictionary(container => container.Id);
        var up = world.Fleet.Containers.Where(container => container.Inspection is not null).Select(container => container.Id).ToHashSet();
        return
        [
            .. running.Values.SelectMany(container => Compare(
                container, present.GetValueOrDefault(container.Id), sagas.GetValueOrDefault(container.Id))),
            .. present.Values.Where(container => !up.Contains(container.Id))
                .Select(container =>
                    $"container {container.Name} on {container.Host} is gone, and the registry shows it as {container.Status}"),
            .. sagas.Values.Where(health => !up.Contains(health.ContainerId) && world.Fleet.Find(health.Host) is not null)
                .Select(health => $"container {health.Name} on {health.Host} is gone, and its saga is {health.State}"),
        ];
    }

    private static IEnumerable<string> Compare(ModelContainer container, Container? known, ContainerHealth? health)
    {
        if (container.Spec.Claims.Count == 0) yield break;
        var run = container.Inspection!.StartedAt;
        if (known is null) yield return $"{container} runs, and the registry does not know it";
        else if (known.Status is not ContainerStatus.Running) yield return $"{container} runs, and the registry shows it as {known.Status}";
        else if (known.StartedAt != run) yield return $"{container} runs since {run:O}, and the registry has {known.StartedAt:O}";
        else if (known.Host != container.Machine.Name) yield return $"{container} runs, and the registry has it on {known.Host}";

        if (container.Spec.IsUdp) yield break; // nobody checks it
        if (health is null) yield return $"{container} runs, and has no saga";
        else if (health.Run != run) yield return $"{container} runs since {run:O}, and its saga has {health.Run:O}";
        else if (health.State is not HealthState.Healthy)
            yield return $"{container} passes its checks, and its saga is {health.State}: {health.Cause}";
    }
}
