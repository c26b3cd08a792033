using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Planning;

/// <summary>Plans as the leader's full pass does, from the same parts, and stops short of noting or sending anything.</summary>
/// <param name="zone">The zone.</param>
/// <param name="laid">How it is laid out.</param>
/// <param name="view">What it goes by.</param>
/// <param name="inspection">Reads the zone; null where it cannot be reached.</param>
/// <param name="names">Tells containers' names.</param>
/// <param name="budget">The account's buckets.</param>
/// <param name="time">When it is planned.</param>
/// <param name="asOf">The moment that <paramref name="view"/> shows; null for the present.</param>
public sealed class ZonePlanner(
    PlannedZone zone,
    DesiredZone laid,
    IZoneView view,
    ZoneInspection? inspection,
    IContainerNames names,
    Route53Budget budget,
    TimeProvider time,
    DateTimeOffset? asOf = null)
    : IZonePlanner
{
    public async Task<PlanView> PlanAsync(CancellationToken cancel) =>
        await PlanAsync(await view.ReadAsync(zone.Id, ZoneScope.All, cancel), cancel);

    /// <param name="picture">What the view shows of everything.</param>
    /// <param name="cancel">Breaks it off.</param>
    internal async Task<PlanView> PlanAsync(ZonePicture picture, CancellationToken cancel)
    {
        var seen = inspection is null ? null : await inspection.LookAsync(picture, cancel);
        picture = seen?.Picture ?? picture;

        var room = zone.Zone is { } reached ? await reached.RoomAsync(cancel) : int.MaxValue;
        var desired = Capacity.Fit(picture.Desired, picture.Ledger, room);
        var plan = ZonePlan.Between(desired.Sets, picture.Ledger, zone.Limits.Batches);

        var named = await names.OfAsync([.. picture.Placements.Select(placement => placement.Container)], cancel);
        var reasons = new Reasons(plan, picture, laid, seen?.Differences ?? [], named);
        var cost = PlanCost.Estimate(plan, zone.IsLocal ? BatchLimits.Route53 : zone.Limits.Batches, budget.Requests, budget.Changes);
        var (held, lost) = RecordLoss.Count(picture.Ledger, desired.Sets.Values);
        return new PlanView(
            zone.Id, time.GetUtcNow(), asOf, seen is not null, picture.Ledger.Count(entry => entry.Held is not null),
            [.. plan.Select(reasons.Of)],
            [.. (seen?.Foreign ?? []).OrderBy(set => set.Key.ToString(), StringComparer.Ordinal).Select(ViewOf)],
            [.. picture.Ledger
                .Where(entry => entry.Foreign is not null && desired.Sets.ContainsKey(entry.Key!))
                .OrderBy(entry => entry.Id, StringComparer.Ordinal)
                .Select(entry => new ConflictView(entry.Key!.ToString(), ViewOf(entry.Foreign!)))],
            [.. picture.Ledger
                .Where(entry => entry.Pending is not null)
                .Select(entry => entry.Key!.ToString())
                .Order(StringComparer.Ordinal)],
            [.. desired.LeftOut.Select(service => $"{service.Instances} instances of {service.Service} ({service.Limit})")],
            new CostView(cost.Calls, cost.Of.Tokens, cost.Of.Elements, cost.Of.Characters, cost.Waits.TotalSeconds),
            held == 0 ? 0 : (double)lost / held,
            [.. Notes(picture)]);
    }

    private IEnumerable<string> Notes(ZonePicture picture)
    {
        if (zone.Unreached is { } reason) yield return $"the zone was not read ({reason}): it is believed to hold what the ledger says";
        var ttls = picture.Ledger.Where(entry => entry.Held is not null).Select(entry => entry.Held!.Ttl).Distinct().ToList();
        if (ttls is [var other] && other != laid.Ttl)
            yield return $"the zone's records have a time to live of {other} s, and here it is set to {laid.Ttl} s: "
                + "set Pipeline__Ttl as the pipeline has it";
    }

    private static RecordView ViewOf(RecordSet set) => new(set.Key.Name, set.Key.Type.ToString(), set.Key.SetIdentifier, [.. set.Values]);
}

/// <summary>Tells what containers are called.</summary>
public interface IContainerNames
{
    /// <returns>The names of those that are known, by their identifiers.</returns>
    Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel);
}
