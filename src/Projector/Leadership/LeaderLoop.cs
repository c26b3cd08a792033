using System.Numerics;
using Microsoft.Extensions.Hosting;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Telemetry;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Leadership;

/// <summary>
/// Runs the leader's work: one of all projectors that share a store writes a zone and watches the leases. The others stand by.
/// </summary>
public sealed class LeaderLoop(
    ILeaderElection election,
    IZone zone,
    ZoneReconciler reconciler,
    LeaseWatch leases,
    TimeProvider time,
    ILogger<LeaderLoop> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StandbyNoticeDelay = TimeSpan.FromSeconds(2);

    /// <summary>Whether this process leads now.</summary>
    public bool Leads { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await using var term = await AcquireAsync(stoppingToken);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, term.Lost);
                failures = 0;
                await LeadAsync(ended.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Logs failures 1, 2, 4, 8, …: a database may be unavailable for a long time.
                if (BitOperations.IsPow2(++failures)) log.LeadershipLost(failure.Message);
                await Task.Delay(RetryPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ILeaderTerm> AcquireAsync(CancellationToken cancel)
    {
        if (await election.TryAcquireAsync(zone.Id, StandbyNoticeDelay, cancel) is { } free) return free;
        log.StandingBy(zone.Id);
        return await election.AcquireAsync(zone.Id, cancel);
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
