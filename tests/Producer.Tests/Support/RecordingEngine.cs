using System.Collections.Concurrent;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Tests.Support;

/// <summary>An engine that remembers what was found in each container at the last look.</summary>
internal sealed class RecordingEngine(IEngine engine) : IEngine
{
    private readonly ConcurrentDictionary<string, bool> found = new();

    /// <summary>Whether the last look at a container found it.</summary>
    /// <returns>Null where nobody looked.</returns>
    public bool? Found(string id) => found.TryGetValue(id, out var there) ? there : null;

    public Task<EngineDescription> DescribeAsync(CancellationToken cancel) => engine.DescribeAsync(cancel);

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel) => engine.WatchAsync(since, cancel);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => engine.ListAsync(cancel);

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        var inspection = await engine.InspectAsync(containerId, cancel);
        found[containerId] = inspection is not null;
        return inspection;
    }
}
