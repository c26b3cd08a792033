using Pipeline.Core.Dns;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>Asks the zone when the changes that it took have reached all its name servers, and notes it. Nobody waits for that.</summary>
public sealed class Propagation(IZone zone, ZoneLedger ledger, ZoneTurn turn, TimeProvider time, ILogger<Propagation> log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many changes are queried at once, the oldest first: the queries share the account's request quota with the changes.
    /// </summary>
    private const int AtOnce = 4;

    private readonly Lock gate = new();
    private readonly List<Underway> underway = [];
    private TaskCompletionSource followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes up a change; one that it follows already counts once.</summary>
    /// <param name="changeId">The zone's name for it.</param>
    /// <param name="submission">What was sent.</param>
    public void Follow(string changeId, Submission submission) => Follow(changeId, submission.Keys, submission);

    private void Follow(string changeId, IEnumerable<RecordKey> keys, Submission? submission)
    {
        lock (gate)
        {
            if (underway.Exists(change => change.Id == changeId)) return;
            underway.Add(new Underway(changeId, [.. keys], time.GetTimestamp(), submission));
            followed.TrySetResult();
        }
    }

    /// <summary>Takes up what the ledger says is not in sync yet: what an earlier leader left.</summary>
    public void Follow(IEnumerable<LedgerEntry> ledger)
    {
        var notInSync = ledger
            .Where(e => e is { InSync: false, ChangeId: not null, Key: not null })
            .GroupBy(e => e.ChangeId!, e => e.Key!);
        foreach (var change in notInSync) Follow(change.Key, change, submission: null);
    }

    /// <summary>Runs while this process leads.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await AwaitWorkAsync(cancel);
            await Task.Delay(Pace, time, cancel);
            foreach (var change in Oldest())
            {
                try
                {
                    if (!await zone.IsInSyncAsync(change.Id, cancel)) continue;
                    using (await turn.TakeAsync(cancel))
                        await ledger.NoteInSyncAsync(zone.Id, change.Id, change.Keys, cancel);
                    Note(change, time.GetElapsedTime(change.Since), time.GetUtcNow());
                    lock (gate) underway.Remove(change);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.PropagationUnknown(change.Id, failure.Message);
                }
            }
        }
    }

    private static void Note(Underway change, TimeSpan took, DateTimeOffset now)
    {
        ProjectorTelemetry.Propagated(took, now - change.Submission?.Cause.Stated);
        if (change.Submission is { } known) ZoneSpans.InSync(known, change.Id, now - took, now);
    }

    private Task AwaitWorkAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (underway.Count > 0) return Task.CompletedTask;
            followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return followed.Task.WaitAsync(cancel);
        }
    }

    /// <summary>The oldest first; those that are not in sync yet wait behind the others.</summary>
    private List<Underway> Oldest()
    {
        lock (gate)
        {
            var asked = underway.Take(AtOnce).ToList();
            underway.RemoveRange(0, asked.Count);
            underway.AddRange(asked);
            return asked;
        }
    }

    /// <param name="Submission">What was sent; null where an earlier leader sent it.</param>
    private sealed record Underway(string Id, IReadOnlyList<RecordKey> Keys, long Since, Submission? Submission);
}
