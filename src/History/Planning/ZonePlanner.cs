using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.History.Words;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Planning;

/// <summary>Plans as the leader's full pass does, with the same parts, but neither writes the ledger nor sends a change.</summary>
/// <param name="zone">The zone.</param>
/// <param name="laid">The zone's layout.</param>
/// <param name="view">Reads the registry and the ledger.</param>
/// <param name="inspection">Reads the zone; null if it cannot be reached.</param>
/// <param name="names">Finds the containers' names.</param>
/// <param name="budget">The account's buckets.</param>
/// <param name="time">The clock for the plan's time.</param>
/// <param name="asOf">The moment of the registry in <paramref name="view"/>; null for the present.</param>
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

    /// <param name="picture">The view's picture of the whole zone.</param>
    /// <param name="cancel">Cancels the planning.</param>
    internal async Task<PlanView> PlanAsync(ZonePicture picture, CancellationToken cancel)
    {
        var fence = inspection is null ? null : await inspection.LookAtFenceAsync(cancel);
        var seen = inspection is null ? null : await inspection.LookAsync(picture, cancel);
        picture = seen?.Picture ?? picture;

        var room = zone.Zone is { } reached ? await reached.RoomAsync(cancel) : int.MaxValue;
        var desired = picture.FitInto(room);
        var plan = ZonePlan.Between(desired.Sets, picture.Ledger, zone.Limits.Batches);

        var named = await names.OfAsync([.. picture.Placements.Select(placement => placement.Container)], cancel);
        var reasons = new Reasons(plan, picture, laid, seen?.Differences ?? [], named);
        var cost = PlanCost.Estimate(
            plan, new HeldSets(picture.Ledger), zone.IsLocal ? BatchLimits.Route53 : zone.Limits.Batches, budget.Requests, budget.Changes);
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
            [.. desired.LeftOut.Select(Describe)],
            new CostView(cost.Calls, cost.Of.Tokens, cost.Of.Elements, cost.Of.Characters, cost.Waits.TotalSeconds),
            held == 0 ? 0 : (double)lost / held,
            [.. Notes(picture, fence)]);
    }

    private static string Describe(LeftOut left) =>
        $"{left.Instances} {(left.Instances == 1 ? "instance" : "instances")} of {left.Service}: "
        + Glossary.LeftOutReasons.Show(left.Reason);

    private IEnumerable<string> Notes(ZonePicture picture, FenceJudgement? fence)
    {
        if (fence?.Explain(laid.Domain) is { } fault) yield return fence.Blocks ? $"nothing is written: {fault}" : fault;
        if (zone.Unreached is { } reason) yield return $"the zone was not read ({reason}): it is believed to hold what the ledger says";
        var ttls = picture.Ledger.Where(entry => entry.Held is { IsAlias: false }).Select(entry => entry.Held!.Ttl).Distinct().ToList();
        if (ttls is [var other] && other != laid.Ttl)
            yield return $"the zone's records have a time to live of {other} s, and here it is set to {laid.Ttl} s: "
                + "set Pipeline__Ttl as the pipeline has it";
    }

    private static RecordView ViewOf(RecordSet set) => new(
        set.Key.Name, set.Key.Type.ToString(), set.Key.SetIdentifier, [.. set.Content]);
}

/// <summary>Finds the names of containers.</summary>
public interface IContainerNames
{
    /// <returns>The names of the known containers, by their identifiers.</returns>
    Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel);
}
