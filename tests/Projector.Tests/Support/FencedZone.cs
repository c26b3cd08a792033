using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Writes a zone as its only writer does: each list moves the fence, and what it replaces is what was written last.</summary>
internal sealed class FencedZone(IZone zone)
{
    private static readonly Guid Owner = Guid.CreateVersion7();

    private readonly Dictionary<RecordKey, RecordSet> held = [];
    private FenceRecord? fence;
    private long number;

    public async Task<ZoneReceipt> ChangeAsync(params IReadOnlyList<RecordChange> changes)
    {
        var next = new ZoneFence(Owner, 1, ++number, Guid.CreateVersion7());
        var receipt = await zone.ChangeAsync(
            ChangeList.Compose(new FenceMove(fence, next), changes, new HeldSets(held.Values.Select(Entry))), CancellationToken.None);
        fence = FenceRecord.Of(next);
        foreach (var change in changes)
            if (change.Action is ChangeAction.Delete) held.Remove(change.Set.Key);
            else held[change.Set.Key] = change.Set;
        return receipt;
    }

    private static LedgerEntry Entry(RecordSet set) =>
        new() { Id = LedgerEntry.StreamOf("zone", set.Key), Key = set.Key, Held = set };
}
