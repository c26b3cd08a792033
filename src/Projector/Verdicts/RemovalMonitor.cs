using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Verdicts;

/// <summary>
/// Reads from the ledger whether a verdict is applied in the zone and not only in the registry: whether no name server serves the
/// container's records any more.
/// </summary>
public sealed class RemovalMonitor(IRegistryState registry, ZoneLedger ledger, IZone zone, DesiredZone desired, TimeProvider time)
{
    public async Task<RemovalStatus> ReadAsync(IVerdict verdict, CancellationToken cancel)
    {
        // A reinstated container, or one whose claims wait for another container's claims to end, affects only the registry.
        if (verdict is not ContainerCondemned) return RemovalStatus.Done(null);

        var container = await registry.FindContainerAsync(verdict.ContainerId, cancel);
        if (container?.Fitness?.Sequence != verdict.Sequence) return RemovalStatus.Done(null);

        // In a state that only a newer version knows it is not held back by the verdict, but by its host's next report.
        if (container.StartedAt == verdict.Run && !container.Instances.IsEmpty) return RemovalStatus.Pending;
        if (container.Withheld.IsEmpty) return RemovalStatus.Done(null);

        var withheld = container.Withheld.Select(instance => new PlacedInstance(container.Host, container.Id, instance)).ToList();
        var others = await FindOthersAtItsAddressesAsync(container, cancel);
        var hosts = await registry.ReadHostsAsync(
            [.. withheld.Concat(others).SelectMany(p => new[] { p.Host, p.Instance.Service }).Distinct()], cancel);
        var present = hosts.Where(host => host.IsPresent).ToList();
        var alone = desired.ServicesOf(present, withheld, held: []).SelectMany(service => service.Sets).ToList();

        // An address that other instances of the service have too stays at its name.
        var kept = desired.Locate(present, others).Select(located => (located.Key, located.Value)).ToHashSet();
        var removed = alone.ToLookup(
            set => set.Key with { SetIdentifier = null },
            set => set.Values.Except(set.Values.Where(value => kept.Contains((set.Key with { SetIdentifier = null }, value)))));

        // All sets that may contain the container's values in any layout, and its own sets, which may already be deleted.
        var open = await ledger.ReadOpenAsync(zone.Id, removed.Select(service => service.Key), cancel);
        var own = await ledger.ReadAsync(zone.Id, alone.Select(set => set.Key), cancel);
        var entries = open.Concat(own).DistinctBy(entry => entry.Id).ToList();
        var now = time.GetUtcNow();
        return entries.All(entry => removed[entry.Key! with { SetIdentifier = null }].All(values => IsRemoved(entry, values, now)))
            ? RemovalStatus.Done(entries.MaxBy(entry => entry.Since)?.ChangeId)
            : RemovalStatus.Pending;
    }

    /// <summary>The registered instances of its services with which it may share an address at the services' own names.</summary>
    private async Task<IReadOnlyList<PlacedInstance>> FindOthersAtItsAddressesAsync(Container container, CancellationToken cancel)
    {
        var services = container.Withheld.Where(instance => desired.Addresses.Choose(instance)).Select(i => i.Service).ToHashSet();
        if (services.Count == 0) return [];
        return [.. (await registry.ReadClaimantsAsync([.. services], cancel)).SelectMany(
            other => other.Instances.Where(instance => services.Contains(instance.Service)),
            (other, instance) => new PlacedInstance(other.Host, other.Id, instance))];
    }

    private static bool IsRemoved(LedgerEntry entry, ImmutableSortedSet<string> removed, DateTimeOffset now) =>
        removed.IsEmpty || (entry.IsPropagated(now) && entry.Held?.Values.Overlaps(removed) is not true);
}
