using Pipeline.Core.Dns;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.Composition;

/// <summary>
/// Runs the DNS server on the records that the ledger holds as accepted, so that after a restart names answer before the first host has
/// reported.
/// </summary>
internal sealed class LocalDns(
    LocalZone zone, LocalZoneServer server, ZoneLedger ledger, ILogger<LocalDns> logger) : IHostedLifecycleService
{
    // Before any service that could change the zone.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var entries = await ledger.ReadAsync(zone.Id, cancellationToken);
        var held = entries.Select(entry => entry.Held).OfType<RecordSet>().Where(set => set.Key.Type.IsKnown);
        foreach (var refusal in zone.Restore(held)) logger.NotRestored(refusal);
    }

    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
