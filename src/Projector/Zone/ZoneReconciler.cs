using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Keeps the zone consistent with the registry: a full pass first, then a pass for each notice's scope, and a full pass at an interval with
/// jitter. After a failure the next pass is a full one. A conflict in the ledger means that another process leads; it ends this term.
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

    /// <summary>Completes with the first full pass.</summary>
    public Task FirstPass => firstPass.Task;

    private readonly TaskCompletionSource firstPass = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs while this process leads.</summary>
    public async Task RunAsync(ILeaderTerm term, CancellationToken cancel)
    {
        var pending = new PendingChanges();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var background = Task.WhenAll(ListenAsync(pending, ended.Token), propagation.RunAsync(term, ended.Token));
        try
        {
            await ReconcileAsync(pending, term, ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ProjectorTelemetry.FenceJudged(blocks: false);
        }
    }

    private async Task ReconcileAsync(PendingChanges pending, ILeaderTerm term, CancellationToken cancel)
    {
        var backoff = new Backoff(FirstPause, LongestPause, random);
        var cadence = new Cadence(zone.Gathering);
        var previousStart = time.GetTimestamp();
        var nextFull = time.GetUtcNow();
        while (true)
        {
            var untilFull = nextFull - time.GetUtcNow();
            var notices = untilFull > TimeSpan.Zero ? await pending.TakeAsync(untilFull, time, cancel) : PendingNotices.None;
            var scope = notices.Scope.IsNothing ? ZoneScope.All : notices.Scope;
            var started = time.GetTimestamp();
            try
            {
                var isRefused = await pass.RunAsync(scope, term, cancel, notices.Cause);
                term.NotePass(time.GetElapsedTime(started));
                backoff.Reset();
                if (scope.Everything)
                {
                    nextFull = time.GetUtcNow() + AddJitter(settings.FullPassEvery);
                    firstPass.TrySetResult();
                }

                if (isRefused) nextFull = time.GetUtcNow();

                var rest = cadence.Rest(
                    notices.Count, time.GetElapsedTime(previousStart, started), time.GetElapsedTime(started));
                await RestAsync(cadence, pending, rest, cancel);
                previousStart = started;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && failure is not StoreConflictException)
            {
                var pause = backoff.Next();
                term.NotePass(time.GetElapsedTime(started), FailureWords.Describe(failure));
                log.PassFailed(failure, pause);
                await Task.Delay(pause, time, cancel);
                nextFull = time.GetUtcNow();
            }
        }
    }

    private async Task RestAsync(Cadence cadence, PendingChanges pending, TimeSpan rest, CancellationToken cancel)
    {
        if (!cadence.Gathers(rest))
        {
            await Task.Delay(rest, time, cancel);
            return;
        }

        await Task.Delay(rest - cadence.Look, time, cancel);
        int known;
        do
        {
            known = pending.Count;
            await Task.Delay(cadence.Look, time, cancel);
            rest += cadence.Look;
        }
        while (cadence.GathersOn(pending.Count - known, pending.Count, rest - cadence.Look));
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
                log.ListenerBroke(FailureWords.Describe(failure));
                await Task.Delay(FirstPause, time, cancel);
            }
        }
    }

    private TimeSpan AddJitter(TimeSpan interval) => interval * (0.9 + (random.NextDouble() * 0.2));
}
