using Pipeline.Core.Dns;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Keeps the zone what the registry says: everything first, then what a nudge names, and everything again at an interval with jitter.
/// After any failure the next pass looks at everything; a conflict in the ledger means that another leads, and ends this one's term.
/// </summary>
public sealed class ZoneReconciler(
    IZone zone,
    ZonePass pass,
    Propagation propagation,
    IChangeFeed changes,
    ProjectorSettings settings,
    TimeProvider time,
    Random random,
    ILogger<ZoneReconciler> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Completes with the first pass over everything.</summary>
    public Task FirstPass => firstPass.Task;

    private readonly TaskCompletionSource firstPass = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs while this process leads.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var pending = new PendingChanges();
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var besides = Task.WhenAll(ListenAsync(pending, term.Token), propagation.RunAsync(term.Token));
        try
        {
            await ReconcileAsync(pending, term.Token);
        }
        finally
        {
            await term.CancelAsync();
            await besides.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReconcileAsync(PendingChanges pending, CancellationToken cancel)
    {
        var backoff = new Backoff(FirstPause, LongestPause, random);
        var cadence = new Cadence(zone.Gathering);
        var before = time.GetTimestamp();
        var nextFull = time.GetUtcNow();
        while (true)
        {
            var untilFull = nextFull - time.GetUtcNow();
            var notices = untilFull > TimeSpan.Zero ? await pending.TakeAsync(untilFull, time, cancel) : PendingNotices.None;
            var scope = notices.Scope.IsNothing ? ZoneScope.All : notices.Scope;
            try
            {
                var started = time.GetTimestamp();
                await pass.RunAsync(scope, cancel, notices.Cause);
                backoff.Reset();
                if (scope.Everything)
                {
                    nextFull = time.GetUtcNow() + Jittered(settings.FullPassEvery);
                    firstPass.TrySetResult();
                }

                var rest = cadence.Rest(
                    notices.Count, time.GetElapsedTime(before, started), time.GetElapsedTime(started));
                await Task.Delay(rest, time, cancel);
                before = started;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && failure is not StoreConflictException)
            {
                var pause = backoff.Next();
                log.PassFailed(failure, pause);
                await Task.Delay(pause, time, cancel);
                nextFull = time.GetUtcNow();
            }
        }
    }

    private async Task ListenAsync(PendingChanges pending, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await changes.ListenAsync(pending.Add, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.ListenerBroke(failure.Message);
                await Task.Delay(FirstPause, time, cancel);
            }
        }
    }

    private TimeSpan Jittered(TimeSpan interval) => interval * (0.9 + (random.NextDouble() * 0.2));
}
