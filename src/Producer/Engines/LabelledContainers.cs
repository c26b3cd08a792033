using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Pipeline.Producer.Engines;

/// <summary>A label that a container has to have, with its value.</summary>
public sealed record RequiredLabel(string Name, string Value)
{
    public override string ToString() => $"{Name}={Value}";
}

/// <summary>
/// An engine of which only the containers with all of some labels are seen and stopped. A container's labels never change, so each is asked
/// for them once.
/// </summary>
/// <remarks>
/// Whoever is asked for by its identifier is still shown: a container with the labels may share the network of one without. What happens to
/// that other one is then seen with the next full report.
/// </remarks>
/// <param name="engine">The engine.</param>
/// <param name="labels">The labels.</param>
public sealed class LabelledContainers(IStoppingEngine engine, IReadOnlyList<RequiredLabel> labels) : IStoppingEngine
{
    private readonly ConcurrentDictionary<string, bool> seen = [];

    public Task<EngineDescription> DescribeAsync(CancellationToken cancel) => engine.DescribeAsync(cancel);

    public async IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var hint in engine.WatchAsync(since, cancel))
            if (await SeesAsync(hint.ContainerId, cancel)) yield return hint;
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        var listed = await engine.ListAsync(cancel);

        // Of those that are gone nothing is kept.
        foreach (var gone in seen.Keys.Except(listed)) seen.TryRemove(gone, out _);
        List<string> labelled = [];
        foreach (var id in listed)
            if (await SeesAsync(id, cancel)) labelled.Add(id);
        return labelled;
    }

    public Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel) =>
        engine.InspectAsync(containerId, cancel);

    public async Task<bool> StopAsync(string containerId, CancellationToken cancel) =>
        await SeesAsync(containerId, cancel) && await engine.StopAsync(containerId, cancel);

    private async Task<bool> SeesAsync(string id, CancellationToken cancel)
    {
        if (seen.TryGetValue(id, out var known)) return known;
        if (await engine.InspectAsync(id, cancel) is not { } container) return false;
        return seen[id] = labels.All(label => container.Labels.GetValueOrDefault(label.Name) == label.Value);
    }
}
