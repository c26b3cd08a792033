using Pipeline.Claims;
using Pipeline.Producer.Engines;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>An engine that says what is not so, or fails an inspection, while its machine has it do so.</summary>
internal sealed class LyingEngine(IEngine engine, Machine machine) : IEngine
{
    private readonly SortedDictionary<string, ContainerInspection> ran = new(StringComparer.Ordinal);

    public Task<EngineDescription> DescribeAsync(CancellationToken cancel) => engine.DescribeAsync(cancel);

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel) => engine.WatchAsync(since, cancel);

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        var running = await engine.ListAsync(cancel);
        return machine.Lie switch
        {
            EngineLie.NothingRuns => [],
            EngineLie.NothingEnds => [.. running.Union(ran.Keys)],
            _ => running,
        };
    }

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        if (containerId == machine.Uninspectable) throw new IOException("simulated: the inspection failed");
        var inspection = await engine.InspectAsync(containerId, cancel);
        if (inspection is { Status: EngineContainerStatus.Running }) ran[containerId] = inspection;
        return machine.Lie switch
        {
            EngineLie.NothingEnds when inspection is not { Status: EngineContainerStatus.Running or EngineContainerStatus.Paused } =>
                ran.GetValueOrDefault(containerId) ?? inspection,
            EngineLie.OtherPorts => Rebind(inspection, binding => [binding with { Port = binding.Port + 10_000 }]),
            EngineLie.NoPorts => Rebind(inspection, _ => []),
            _ => inspection,
        };
    }

    private static ContainerInspection? Rebind(ContainerInspection? inspection, Func<HostBinding, IReadOnlyList<HostBinding>> rebind) =>
        inspection is null ? null : inspection with
        {
            Ports = [.. inspection.Ports.Select(port => port with { Bindings = [.. port.Bindings.SelectMany(rebind)] })],
        };
}
