using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Registry;

/// <summary>Folds the facts of hosts in batches.</summary>
public sealed class FoldingLanes(RegistryWriter registry, TimeProvider time, Random random, WaitingMessages waits) :
    Lanes<IHostFact>(time, random, waits)
{
    protected override string Queue => FactConsumerDefinition.Queue;

    protected override string HostOf(IHostFact item) => item.Host.Name;

    protected override string Name(IHostFact item) => $"{item.GetType().Name} {item.Stamp} of host '{item.Host.Name}'";

    protected override IEnumerable<Traced<IHostFact>> InOrder(IEnumerable<Traced<IHostFact>> items) =>
        items.OrderBy(fact => fact.Item.Stamp.Epoch).ThenBy(fact => fact.Item.Stamp.Sequence);

    protected override async Task FoldAsync(IReadOnlyList<Traced<IHostFact>> batch, CancellationToken cancel)
    {
        var started = Time.GetTimestamp();
        var outcomes = await registry.FoldAsync(batch, cancel);
        ProjectorTelemetry.Folded([.. batch.Select(fact => fact.Item)], outcomes, Time.GetElapsedTime(started), Time.GetUtcNow());
    }
}
