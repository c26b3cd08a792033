using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Polls the zone until accepted changes have reached all its name servers, and records that in the ledger. No pass waits for this.
/// </summary>
public sealed class Propagation(IZone zone, ZoneLedger ledger, ZoneTurn turn, TimeProvider time, ILogger<Propagation> log)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The number of changes queried per round, the oldest first: the queries share the account's request quota with the changes.
    /// </summary>
    private const int ChangesPerRound = 4;

    private readonly Lock gate = new();
    private readonly List<TrackedChange> tracked = [];
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds a change; a change that is already tracked is not added again.</summary>
    /// <param name="changeId">The zone's identifier of the change.</param>
    /// <param name="submission">The change list that was sent.</param>
    public void Follow(string changeId, Submission submission) => Follow(changeId, submission.Keys, submission);

    private void Follow(string changeId, IEnumerable<RecordKey> keys, Submission? submission)
    {
        lock (gate)
        {
            if (tracked.Exists(change => change.Id == changeId)) return;
            tracked.Add(new TrackedChange(changeId, [.. keys], time.GetTimestamp(), submission));
            added.TrySetResult();
        }
    }

    /// <summary>Adds the changes that are not in sync according to the ledger, including those of an earlier leader.</summary>
    public void Follow(IEnumerable<LedgerEntry> ledger)
    {
        var notInSync = ledger
            .Where(e => e is { InSync: false, ChangeId: not null, Key: not null })
            .GroupBy(e => e.ChangeId!, e => e.Key!);
        foreach (var change in notInSync) Follow(change.Key, change, submission: null);
    }

    /// <summary>Runs while this process leads.</summary>
    public async Task RunAsync(ILeaderTerm term, CancellationToken cancel)
    {
        while (true)
        {
            await AwaitWorkAsync(cancel);
            await Task.Delay(PollInterval, time, cancel);
            foreach (var change in TakeOldest())
            {
                try
                {
                    if (!await zone.IsInSyncAsync(change.Id, cancel)) continue;
                    using (await turn.TakeAsync(cancel))
                        await ledger.NoteInSyncAsync(zone.Id, change.Id, change.Keys, term, cancel);
                    Report(change, time.GetElapsedTime(change.Since), time.GetUtcNow());
                    lock (gate) tracked.Remove(change);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    if (log.IsEnabled(LogLevel.Debug)) log.PropagationUnknown(change.Id, FailureWords.Describe(failure));
                }
            }
        }
    }

    private static void Report(TrackedChange change, TimeSpan took, DateTimeOffset now)
    {
        ProjectorTelemetry.Propagated(took, now - change.Submission?.Cause.Stated);
        if (change.Submission is { } known) ZoneSpans.InSync(known, change.Id, now - took, now);
    }

    private Task AwaitWorkAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (tracked.Count > 0) return Task.CompletedTask;
            added = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return added.Task.WaitAsync(cancel);
        }
    }

    /// <summary>The oldest changes; those that are queried move to the end of the list.</summary>
    private List<TrackedChange> TakeOldest()
    {
        lock (gate)
        {
            var oldest = tracked.Take(ChangesPerRound).ToList();
            tracked.RemoveRange(0, oldest.Count);
            tracked.AddRange(oldest);
            return oldest;
        }
    }

    /// <param name="Submission">The change list; null if an earlier leader sent it.</param>
    private sealed record TrackedChange(string Id, IReadOnlyList<RecordKey> Keys, long Since, Submission? Submission);
}
