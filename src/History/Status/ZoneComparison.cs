using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Status;
using Pipeline.History.Planning;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Status;

/// <summary>Compares the zone with its ledger and the registry, as the leader's full pass does, and records nothing.</summary>
public sealed class ZoneComparison(StatusStore store, ProjectorSettings settings, Route53Budget budget, TimeProvider time)
{
    public async Task<ZoneFacts> ReadAsync(PlannedZone zone, CancellationToken cancel)
    {
        var (ledger, laid) = (new ZoneLedger(store.Ledger, time), zone.Laid(settings));

        // Containers before hosts: a container's host joins no later than the container.
        var containers = await store.Documents.ReadPresentContainersAsync(cancel);
        var hosts = await store.Documents.ReadHostsAsync(cancel);
        var picture = await new ZoneView(store.Registry, ledger, laid).ReadAsync(zone.Id, hosts, containers, cancel);
        var facts = new ZoneFacts { Id = zone.Id, Unread = zone.Unreached, ReadAt = time.GetUtcNow() };
        var room = int.MaxValue;
        if (zone.Zone is { } reached)
        {
            var inspection = new ZoneInspection(reached, ledger, time, NullLogger<ZoneInspection>.Instance);
            var fence = await inspection.LookAtFenceAsync(cancel);
            var seen = await inspection.LookAsync(picture, cancel);
            var differences = await ConfirmAsync(seen.Differences, zone.Id, ledger, cancel);
            room = await reached.RoomAsync(cancel);
            picture = seen.Picture;
            facts = facts with
            {
                ReadAt = time.GetUtcNow(),
                FenceFault = fence.Explain(settings.Domain),
                IsFencedOff = fence.Blocks,
                Missing = [.. differences.Where(one => one.Found.Finding is Finding.LostWrite).Select(one => one.Entry.Key!.ToString())],
                Edited = [.. differences.Where(one => one.Found.Finding is Finding.ForeignEdit).Select(one => one.Entry.Key!.ToString())],
            };
        }

        var desired = picture.FitInto(room);
        var plan = ZonePlan.Between(desired.Sets, picture.Ledger, zone.Limits.Batches);
        return facts with
        {
            Records = picture.Ledger.Count(entry => entry.Held is not null) + facts.Missing.Length,
            Changes = plan.Count,
            InDns = CountHeld(picture, laid),
            Blocked =
            [
                .. picture.Ledger.Where(entry => entry.Foreign is not null && desired.Sets.ContainsKey(entry.Key!))
                    .Select(entry => entry.Key!.ToString()).Order(StringComparer.Ordinal),
            ],
            Refused =
            [
                .. picture.Ledger.Where(entry => entry is { Refusal: not null, Key: not null } && desired.Sets.ContainsKey(entry.Key))
                    .Select(entry => new RefusedRecord(entry.Key!.ToString(), entry.Refusal!)),
            ],
            LeftOut = [.. desired.LeftOut],
            Cost = PlanCost.Estimate(
                plan, new HeldSets(picture.Ledger), zone.IsLocal ? BatchLimits.Route53 : zone.Limits.Batches, budget.Requests,
                budget.Changes),
        };
    }

    /// <summary>How many instances of each service are in one of its sets, whichever set the layout put them in.</summary>
    private static ImmutableDictionary<string, int> CountHeld(ZonePicture picture, DesiredZone laid)
    {
        var held = picture.Ledger.Where(entry => entry is { Held: not null, Key.Type: RecordType.SRV })
            .SelectMany(entry => entry.Held!.Values, (entry, value) => (Key: entry.Key! with { SetIdentifier = null }, value)).ToHashSet();
        return laid.Locate(picture.Hosts, picture.Placements).Where(one => held.Contains((one.Key, one.Value)))
            .CountBy(one => one.Placement.Instance.Service).ToImmutableDictionary();
    }

    /// <summary>
    /// The leader may have changed the zone between the reading of the ledger and that of the zone, so a difference counts only if its
    /// entry is still what it was.
    /// </summary>
    private static async Task<IReadOnlyList<(LedgerEntry Entry, RecordFound Found)>> ConfirmAsync(
        IReadOnlyList<(LedgerEntry Entry, RecordFound Found)> differences, string zone, ZoneLedger ledger, CancellationToken cancel)
    {
        if (differences.Count == 0) return differences;
        var now = (await ledger.ReadAsync(zone, differences.Select(one => one.Entry.Key!), cancel)).ToDictionary(entry => entry.Id);
        return [.. differences.Where(one => now.GetValueOrDefault(one.Entry.Id)?.Version == one.Entry.Version)];
    }
}
