using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Keeps the zone what the registry says: everything first, then what a nudge names, and everything again at an interval with jitter.
/// After any failure the next pass looks at everything; a conflict in the ledger means that another leads, and ends this one's term.
/// </summary>
public sealed class ZoneReconciler(
    IZone zone, ZonePass pass, Propagation propagation, ZoneNudges nudges, ProjectorSettings settings, TimeProvider time, ILogger<ZoneReconciler> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Completes with the first pass over everything.</summary>
    public Task FirstPass => firstPass.Task;

    private readonly TaskCompletionSource firstPass = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs while this process leads.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var pending = new PendingScope();
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

    private async Task ReconcileAsync(PendingScope pending, CancellationToken cancel)
    {
        var pause = FirstPause;
        var cadence = new Cadence(zone.Gathering);
        var before = time.GetTimestamp();
        var nextFull = time.GetUtcNow();
        while (true)
        {
            var untilFull = nextFull - time.GetUtcNow();
            var nudges = untilFull > TimeSpan.Zero ? await pending.TakeAsync(untilFull, time, cancel) : Nudges.None;
            var scope = nudges.Scope.IsNothing ? ZoneScope.All : nudges.Scope;
            try
            {
                var started = time.GetTimestamp();
                await pass.RunAsync(scope, cancel, nudges.Cause);
                pause = FirstPause;
                if (scope.Everything)
                {
                    nextFull = time.GetUtcNow() + Jittered(settings.FullPassEvery);
                    firstPass.TrySetResult();
                }

                await Task.Delay(cadence.Rest(nudges.Count, time.GetElapsedTime(before, started), time.GetElapsedTime(started)), time, cancel);
                before = started;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !StoreFailures.IsConflict(failure))
            {
                log.PassFailed(failure, pause);
                await Task.Delay(pause, time, cancel);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                nextFull = time.GetUtcNow();
            }
        }
    }

    private async Task ListenAsync(PendingScope pending, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await nudges.ListenAsync(pending, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.ListenerBroke(failure.Message);
                await Task.Delay(FirstPause, time, cancel);
            }
        }
    }

    private static TimeSpan Jittered(TimeSpan interval) => interval * (0.9 + (Random.Shared.NextDouble() * 0.2));
}
