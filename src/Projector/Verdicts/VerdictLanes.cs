using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Verdicts;

/// <summary>Folds verdicts on the health of containers, in batches.</summary>
public sealed class VerdictLanes(RegistryWriter registry, TimeProvider time, Random random, WaitingMessages waits) :
    Lanes<IVerdict>(time, random, waits)
{
    protected override string Queue => VerdictConsumerDefinition.Queue;

    protected override string HostOf(IVerdict item) => item.Host;

    protected override string Name(IVerdict item) => $"{item.GetType().Name} {item.Sequence} on container '{item.ContainerId}'";

    protected override IEnumerable<Traced<IVerdict>> InOrder(IEnumerable<Traced<IVerdict>> items) =>
        items.OrderBy(verdict => verdict.Item.Sequence);

    protected override Task FoldAsync(IReadOnlyList<Traced<IVerdict>> batch, CancellationToken cancel) => registry.FoldAsync(batch, cancel);
}
