using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Projector.Election;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Names;
using Pipeline.Projector.Telemetry;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Leadership;

/// <summary>
/// Runs the leader's work: one of all projectors that share a store writes a zone, and watches the leases and the use of names. The others
/// stand by.
/// </summary>
public sealed class LeaderLoop(
    LeaderElection election,
    IZone zone,
    ZoneReconciler reconciler,
    LeaseWatch leases,
    NameWatch names,
    TimeProvider time,
    ILogger<LeaderLoop> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>How long what is under way at the end of a term is waited for; it cannot write any more.</summary>
    private static readonly TimeSpan WindDown = TimeSpan.FromSeconds(10);

    private volatile LeaderTerm? term;

    /// <summary>Whether this process leads now.</summary>
    public bool Leads => term is { IsHeld: true };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await using var acquired = await StandByAsync(stoppingToken);
                failures = 0;
                await LeadAsync(acquired, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (FailureLogging.IsDue(++failures)) log.LeadershipLost(FailureWords.Describe(failure));
                await Task.Delay(RetryPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Waits for the leadership, and listens to the hosts meanwhile.</summary>
    private async Task<LeaderTerm> StandByAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = leases.StandByAsync(ended.Token);
        try
        {
            return await election.AcquireAsync(zone.Id, () => log.StandingBy(zone.Id), stop);
        }
        finally
        {
            await ended.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(LeaderTerm held, CancellationToken stop)
    {
        term = held;
        log.Leading(zone.Id, held.Number);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        Task[] work = [reconciler.RunAsync(held, ended.Token), leases.RunAsync(held, ended.Token), names.RunAsync(held, ended.Token)];
        try
        {
            await await Task.WhenAny(work);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(held.Ending);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(work).WaitAsync(WindDown, time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            term = null;
        }
    }
}
