using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Takes over records that somebody else wrote. That changes the fence and the ledger, and no other record: the pass that follows does.
/// </summary>
/// <param name="zone">The zone.</param>
/// <param name="laid">Its layout.</param>
/// <param name="registry">The hosts, and when they reported.</param>
/// <param name="view">Reads registry and ledger.</param>
/// <param name="inspection">Compares the zone with the ledger.</param>
/// <param name="fence">The zone's fence.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="time">The clock.</param>
public sealed class ZoneTakeover(
    IZone zone,
    DesiredZone laid,
    IRegistryState registry,
    IZoneView view,
    ZoneInspection inspection,
    LeaderFence fence,
    ZoneLedger ledger,
    TimeProvider time)
{
    /// <summary>A host that missed so many reports is silent.</summary>
    private const int MissedReports = 3;

    /// <inheritdoc cref="ZoneInspection.LookAtFenceAsync"/>
    public Task<FenceJudgement> LookAtFenceAsync(CancellationToken cancel) => inspection.LookAtFenceAsync(cancel);

    /// <summary>Decides what to take over; changes nothing.</summary>
    /// <param name="request">What a person asks for.</param>
    /// <param name="judgement">Whose fence the zone has.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task<TakeoverPlan> PlanAsync(AdoptionRequest request, FenceJudgement judgement, CancellationToken cancel)
    {
        var seen = await inspection.LookAsync(await view.ReadAsync(zone.Id, ZoneScope.All, cancel), cancel);
        return new TakeoverPlan(request, judgement, await DecideAsync(request, seen, cancel));
    }

    /// <summary>Moves the fence to this database's.</summary>
    /// <exception cref="FenceMovedException">Another writer is at work.</exception>
    public Task MoveFenceAsync(TakeoverPlan plan, ILeaderTerm term, CancellationToken cancel) =>
        plan.Fence is { Blocks: true, Found: { } found }
            ? fence.TakeOverAsync(found, term, cancel)
            : fence.SecureAsync(term, cancel);

    /// <summary>Takes over those records of a plan that may still be taken over; the fence has to be this database's.</summary>
    /// <exception cref="StoreConflictException">Another writer's transaction came first.</exception>
    public async Task<Adoption> TakeAsync(TakeoverPlan plan, ILeaderTerm term, CancellationToken cancel)
    {
        var seen = await inspection.RunAsync(await view.ReadAsync(zone.Id, ZoneScope.All, cancel), term, cancel);
        var decision = await DecideAsync(plan.Request with { Shown = [.. plan.Decision.Taken.Select(one => one.Set.Key)] }, seen, cancel);
        if (decision.Events.Count > 0) await ledger.AdoptAsync(decision.Events, term, cancel);
        return decision with { Left = [.. plan.Decision.Left, .. decision.Left] };
    }

    private async Task<Adoption> DecideAsync(AdoptionRequest request, Inspection seen, CancellationToken cancel)
    {
        var present = await registry.ReadPresentAsync(cancel);
        var named = seen.Actual.Values.SelectMany(NamesOf).Except(present.Hosts.Select(host => host.Name)).ToList();
        IReadOnlyList<Host> hosts = [.. present.Hosts, .. (await registry.ReadHostsAsync(named, cancel)).Where(host => !host.IsPresent)];
        var leases = await registry.ReadLeasesAsync([.. present.Hosts.Select(host => host.Name)], cancel);
        var now = time.GetUtcNow();
        var evidence = new ZoneEvidence(
            laid, zone.Id, seen.Actual, seen.Picture.Ledger, hosts, present.Containers,
            present.Hosts.Where(host => host.Status is not HostStatus.Live).Select(host => host.Name)
                .Concat(leases.Where(lease => now - lease.LastHeard > lease.Interval * MissedReports).Select(lease => lease.Id)));
        return AdoptionDecision.Decide(request, evidence, now);
    }

    /// <summary>The names that may be those of hosts: of the record itself, of what it leads to, and of who wrote it.</summary>
    private static IEnumerable<string> NamesOf(RecordSet set) =>
        from name in set.Values.Select(value => SrvValue.ParseForeign(value)?.Target).OfType<string>()
            .Append(set.Key.Name).Append(set.Key.SetIdentifier?.Split(':')[0].ToLowerInvariant() ?? "")
        from form in new[] { name, name.Split('.')[0] }
        where form is not ""
        select form;
}

/// <summary>What is to be taken over.</summary>
/// <param name="Request">What a person asked for.</param>
/// <param name="Fence">Whose fence the zone has.</param>
/// <param name="Decision">The decision.</param>
public sealed record TakeoverPlan(AdoptionRequest Request, FenceJudgement Fence, Adoption Decision);
