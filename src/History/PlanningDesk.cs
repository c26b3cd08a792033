using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Pacing;
using Pipeline.History.Adopting;
using Pipeline.History.Planning;
using Pipeline.History.Reading;
using Pipeline.History.Replay;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History;

/// <summary>The parts of a store that planning and replay need.</summary>
public sealed record PlanningStore(
    IRegistryState Registry,
    IRegistryDocuments Documents,
    IRegistryRebuilder Rebuilder,
    ILedgerStore Ledger,
    ILeaderLeases Leases,
    IChangeFeed Changes);

/// <summary>
/// Plans, replays and takes over records for a registry that this process does not serve. It cannot publish to the bus or stop a task.
/// </summary>
public sealed class PlanningDesk(PlanningStore store, ProjectorSettings settings, Route53Budget budget, IdSource newId, TimeProvider time)
{
    /// <summary>The zones in the ledger.</summary>
    public Task<IReadOnlyList<string>> ZonesAsync(CancellationToken cancel) => store.Ledger.ReadZonesAsync(cancel);

    /// <summary>Who leads a zone, as a sentence for people; null if nobody ever did.</summary>
    public async Task<string?> DescribeLeaderAsync(string zone, CancellationToken cancel)
    {
        var sent = time.GetTimestamp();
        if (await store.Leases.ReadAsync(zone, cancel) is not { } state) return null;
        var watch = new LeaderWatch(time);
        watch.See(state, leads: false, sent);
        return watch.Describe();
    }

    /// <summary>The planner of a zone.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="past">The registry that the plan is for; null for the present one.</param>
    public IZonePlanner Planner(PlannedZone zone, PastRegistry? past = null)
    {
        var (ledger, laid) = (new ZoneLedger(store.Ledger, time), zone.Laid(settings));
        var view = new ZoneView(store.Registry, ledger, laid);
        return new ZonePlanner(
            zone, laid, past?.ViewOf(view) ?? view,
            zone.Zone is { } reached ? new ZoneInspection(reached, ledger, time, NullLogger<ZoneInspection>.Instance) : null,
            past ?? (IContainerNames)new KnownNames(store.Documents), budget, time, past?.AsOf);
    }

    /// <inheritdoc cref="IRegistryRebuilder.FoldAsync"/>
    public Task<PastRegistry> FoldAsync(DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel) =>
        store.Rebuilder.FoldAsync(asOf, progress, cancel);

    /// <inheritdoc cref="IRegistryRebuilder.RebuildAsync"/>
    public Task<RebuildProgress> RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancel) =>
        store.Rebuilder.RebuildAsync(progress, cancel);

    /// <summary>Takes over records of a zone.</summary>
    public ZoneAdoption Adoption(PlannedZone zone) =>
        new(zone, store.Registry, store.Ledger, store.Leases, newId, settings, time);

    /// <inheritdoc cref="ZoneReplay.ApplyAsync"/>
    public Task<ZoneReplayed> ApplyAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel) =>
        Replay.ApplyAsync(zone, past, cancel);

    /// <inheritdoc cref="ZoneReplay.ApplyUnledAsync"/>
    public Task<ZoneReplayed?> ApplyUnledAsync(PlannedZone zone, CancellationToken cancel) => Replay.ApplyUnledAsync(zone, cancel);

    private ZoneReplay Replay => new(store.Registry, store.Ledger, store.Leases, store.Changes, newId, settings, time);

    private sealed class KnownNames(IRegistryDocuments documents) : IContainerNames
    {
        public Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel) =>
            documents.ReadContainerNamesAsync(containers, cancel);
    }
}
