using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Verdicts;

/// <summary>
/// Determines whether a verdict is carried out, in the zone and not only in the registry. The ledger holds the values that the zone's name
/// servers answer with.
/// </summary>
public sealed class Departures(IRegistryState registry, ZoneLedger ledger, IZone zone, DesiredZone desired)
{
    public async Task<Departure> LookAsync(IVerdict verdict, CancellationToken cancel)
    {
        // One that answers again, or whose claims wait for another's to end, is the registry's; nobody waits for the zone.
        if (verdict is not ContainerCondemned) return Departure.Over(null);

        var container = await registry.FindContainerAsync(verdict.ContainerId, cancel);
        if (container?.Fitness?.Sequence != verdict.Sequence || container.Withheld.IsEmpty) return Departure.Over(null);

        var host = (await registry.ReadHostsAsync([container.Host], cancel)).SingleOrDefault();
        var withheld = container.Withheld.Select(instance => new PlacedInstance(container.Host, container.Id, instance));
        var alone = desired.Of(host is { IsPresent: true } ? [host] : [], [.. withheld], held: []);
        var left = alone.Sets.Values
            .Where(set => set.Key.Type is RecordType.SRV)
            .ToLookup(set => set.Key with { SetIdentifier = null }, set => set.Values);

        // Whatever set its layout had put it in, and the one of its own, which may be gone already.
        var open = await ledger.ReadOpenAsync(zone.Id, left.Select(service => service.Key), cancel);
        var own = await ledger.ReadAsync(zone.Id, alone.Sets.Keys.Where(key => key.Type is RecordType.SRV), cancel);
        var entries = open.Concat(own).DistinctBy(entry => entry.Id).ToList();
        return entries.All(entry => left[entry.Key! with { SetIdentifier = null }].All(values => HasLeft(entry, values)))
            ? Departure.Over(entries.MaxBy(entry => entry.Since)?.ChangeId)
            : Departure.UnderWay;
    }

    private static bool HasLeft(LedgerEntry entry, ImmutableSortedSet<string> left) =>
        entry is { Pending: null } && (entry.ChangeId is null || entry.InSync) && entry.Held?.Values.Overlaps(left) is not true;
}

/// <summary>How far a condemned container's records are on their way out of the zone.</summary>
/// <param name="IsOver">Whether they are gone, and every name server knows.</param>
/// <param name="ChangeId">The zone's receipt for their removal; null where there was nothing to remove.</param>
public sealed record Departure(bool IsOver, string? ChangeId)
{
    public static readonly Departure UnderWay = new(false, null);

    public static Departure Over(string? changeId) => new(true, changeId);
}
