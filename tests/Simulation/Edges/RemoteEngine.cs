using System.Runtime.CompilerServices;
using Pipeline.Claims;
using Pipeline.Producer.Engines;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>An engine as its agent reaches it.</summary>
internal sealed class RemoteEngine(IEngine engine, Link link) : IEngine
{
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(DescribeAsync), cancel);
        var description = await engine.DescribeAsync(cancel);
        await link.AfterAsync(nameof(DescribeAsync), cancel);
        return description;
    }

    public async IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(WatchAsync), cancel);
        await foreach (var hint in engine.WatchAsync(since, cancel))
        {
            await link.Process.PassAsync(TimeSpan.Zero, cancel);
            yield return hint;
        }

        await link.Process.PassAsync(TimeSpan.Zero, cancel);
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(ListAsync), cancel);
        var running = await engine.ListAsync(cancel);
        await link.AfterAsync(nameof(ListAsync), cancel);
        return running;
    }

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(InspectAsync), cancel);
        var container = await engine.InspectAsync(containerId, cancel);
        await link.AfterAsync(nameof(InspectAsync), cancel);
        return container;
    }
}
