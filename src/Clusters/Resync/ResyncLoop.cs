using Microsoft.Extensions.Hosting;
using Pipeline.Clusters.Services;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Telemetry;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;

namespace Pipeline.Clusters.Resync;

/// <summary>
/// Resyncs tasks and services at the start and at an interval, in the one process whose turn it is. After a failure it tries again sooner.
/// </summary>
public sealed class ResyncLoop(
    ClusterResync resync, IRegisteredTasks registered, ClusterSettings settings, TimeProvider time, Random random, ILogger<ResyncLoop> log,
    ServiceResync? services = null)
    : BackgroundService
{
    private static readonly TimeSpan TurnPoll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), settings.ResyncEvery, random);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = registered.ResyncsHere ? await ResyncAsync(backoff, stoppingToken) : TurnPoll;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>The pause until the next one.</returns>
    private async Task<TimeSpan> ResyncAsync(Backoff backoff, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        try
        {
            var result = await resync.RunAsync(cancel);
            if (services is not null) await services.RunAsync(cancel);
            var took = time.GetElapsedTime(started);
            ClusterTelemetry.CountResync(took, result.Gone);
            if (result.Gone > 0 || backoff.Failures > 0) log.Resynced(result.Stated, result.Gone);
            backoff.Reset();
            return settings.ResyncEvery > took ? settings.ResyncEvery - took : TimeSpan.Zero;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            ClusterTelemetry.CountFailedResync();
            var pause = backoff.Next();
            if (FailureLogging.IsDue(backoff.Failures)) log.ResyncFailed(backoff.Failures, FailureWords.Describe(failure));
            return pause;
        }
        catch (OperationCanceledException)
        {
            return TimeSpan.Zero;
        }
    }
}
