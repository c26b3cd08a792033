using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.Projector.Planning;

/// <summary>Plans in a database that no part of this process needs to serve.</summary>
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
    public IZonePlanner Planner(PlannedZone zone)
    {
        var (ledger, laid) = (new ZoneLedger(store, time), zone.Laid(settings));
        return new ZonePlanner(
            zone, laid, new ZoneView(store, ledger, laid),
            zone.Zone is { } reached ? new ZoneInspection(reached, ledger, time, NullLogger<ZoneInspection>.Instance) : null,
            new ContainerNames(store), budget, time);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
