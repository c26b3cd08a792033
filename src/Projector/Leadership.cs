using System.Numerics;
using Medallion.Threading.Postgres;
using Microsoft.Extensions.Hosting;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector;

/// <summary>
/// Of all projectors on one database, one writes a zone and watches the leases: the holder of an advisory lock, which PostgreSQL takes
/// back when the holder's connection dies. The others stand by.
/// </summary>
public sealed class Leadership(
    IZone zone, ZoneReconciler reconciler, LeaseWatch leases, ProjectorSettings settings, TimeProvider time, ILogger<Leadership> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceBeforeNotice = TimeSpan.FromSeconds(2);

    /// <summary>Whether this process leads now.</summary>
    public bool Leads { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var office = ZoneOffice.Of(zone.Id, settings.Database);

        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await using var held = await AcquireAsync(office, stoppingToken);
                using var term = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, held.HandleLostToken);
                failures = 0;
                await LeadAsync(term.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // A database that is away for long is told of ever less often.
                if (BitOperations.IsPow2(++failures)) log.LeadershipLost(failure.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<PostgresDistributedLockHandle> AcquireAsync(PostgresDistributedLock office, CancellationToken cancel)
    {
        if (await office.TryAcquireAsync(PatienceBeforeNotice, cancel) is { } free) return free;
        log.StandingBy(zone.Id);
        return await office.AcquireAsync(null, cancel);
    }

    private async Task LeadAsync(CancellationToken term)
    {
        Leads = true;
        log.Leading(zone.Id);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(term);
        try
        {
            var first = await Task.WhenAny(reconciler.RunAsync(both.Token), leases.RunAsync(both.Token));
            await first;
        }
        finally
        {
            Leads = false;
            await both.CancelAsync();
        }
    }
}
