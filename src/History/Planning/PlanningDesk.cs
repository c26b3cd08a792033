using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.History.Replay;
using Pipeline.Projector;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Planning;

/// <summary>Plans and replays in a database that no part of this process needs to serve. It has no bus to publish on, and nobody to stop a task.</summary>
public sealed class PlanningDesk(ProjectorSettings settings, Route53Budget budget, TimeProvider time) : IAsyncDisposable
{
    private readonly DocumentStore store = DocumentStore.For(options => RegistryStore.Configure(options, settings.Database));

    /// <summary>The zones that the ledger knows.</summary>
    public async Task<IReadOnlyList<string>> ZonesAsync(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. await session.Query<LedgerEntry>().Where(entry => entry.Zone != "").Select(entry => entry.Zone).Distinct().ToListAsync(cancel)];
    }

    /// <summary>The planner of a zone.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="past">The registry to plan for; null for the documents' present one.</param>
    public IZonePlanner Planner(PlannedZone zone, PastRegistry? past = null)
    {
        var (ledger, laid) = (new ZoneLedger(store, time), zone.Laid(settings));
        var view = new ZoneView(store, ledger, laid);
        return new ZonePlanner(
            zone, laid, past?.ViewOf(view) ?? view,
            zone.Zone is { } reached ? new ZoneInspection(reached, ledger, time, NullLogger<ZoneInspection>.Instance) : null,
            past ?? (IContainerNames)new ContainerNames(store), budget, time, past?.AsOf);
    }

    /// <summary>Folds the registry of a moment in memory; of the present one where none is said.</summary>
    public Task<PastRegistry> FoldAsync(DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel) =>
        PastRegistry.FoldAsync(store, asOf, progress, cancel);

    /// <inheritdoc cref="Rebuild"/>
    public Task<RebuildProgress> RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancel) => new Rebuild(store, time).RunAsync(progress, cancel);

    /// <inheritdoc cref="ZoneReplay.ApplyAsync"/>
    public Task<ZoneReplayed> ApplyAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel) => new ZoneReplay(store, settings, time).ApplyAsync(zone, past, cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
