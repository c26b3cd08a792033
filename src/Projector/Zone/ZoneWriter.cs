using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Pacing;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Applies a plan in change lists within the zone's limits. Each list is recorded in the ledger and sent with a move of the fence; then its
/// outcome is recorded. A list whose content the zone refuses is split until the invalid change is isolated. The addresses that a refused
/// SRV record goes on pointing to are not deleted.
/// </summary>
public sealed class ZoneWriter(
    IZone zone, ZoneLedger ledger, LeaderFence fence, Propagation propagation, IdSource newId, TimeProvider time, ILogger<ZoneWriter> log)
{
    private const string StillNeeded = "an SRV record still points to it, whose own change was refused";

    /// <summary>Applies all changes of a plan that the zone accepts.</summary>
    /// <param name="plan">The changes in order.</param>
    /// <param name="known">The ledger's entries from which the plan was computed.</param>
    /// <param name="needed">The addresses that are not deleted yet; what refused changes need is added.</param>
    /// <param name="term">The term in which the lists are sent; none is sent after it.</param>
    /// <param name="cancel">Cancels between two lists or while one is sent.</param>
    /// <param name="cause">The cause of the changes; null if unknown.</param>
    public async Task<Written> ApplyAsync(
        IReadOnlyList<RecordChange> plan,
        IReadOnlyCollection<LedgerEntry> known,
        NeededTargets needed,
        ILeaderTerm term,
        CancellationToken cancel,
        Cause? cause = null)
    {
        var written = default(Written);
        var held = new HeldSets(known);
        foreach (var batch in Batches.Split(plan, held, zone.Limits.Batches))
        {
            // What is held back here is planned anew, behind the change that it waits for.
            var (sendable, _) = needed.Split(batch);
            if (sendable.Count == 0) continue;
            var submission = new Submission(zone.Id, sendable, known)
            {
                Term = term,
                Batch = newId(),
                Cause = cause ?? Cause.Unknown,
                At = time.GetUtcNow(),
            };
            var next = await ledger.SubmitAsync(submission, fence.RequestNext(term), cancel);
            written += await SendAsync(submission, next, held, needed, cancel);
        }

        return written;
    }

    private async Task<Written> SendAsync(
        Submission submission, ZoneFence next, HeldSets held, NeededTargets needed, CancellationToken cancel)
    {
        try
        {
            var receipt = await fence.SendAsync(
                move => ChangeList.Compose(move, submission.Changes, held), next, submission.Term, cancel);

            // Recorded even if a shutdown is requested now: a known outcome must not remain pending.
            await ledger.AcceptAsync(submission, receipt, CancellationToken.None);
            var now = time.GetUtcNow();
            ZoneSpans.Accepted(submission, receipt, now);
            if (submission.Cause.Stated is { } stated) ProjectorTelemetry.Accepted(now - stated, receipt.InSync);
            if (!receipt.InSync) propagation.Follow(receipt.ChangeId, submission);
            return Written.Of(submission.Changes);
        }
        catch (ZoneRefusedException refusal)
        {
            if (submission.Halves() is [_, _] halves)
            {
                var written = default(Written);
                foreach (var half in halves)
                {
                    var (sendable, heldBack) = needed.Split(half.Changes);
                    if (heldBack.Count > 0) written += await RefuseAsync(half.Take(heldBack), StillNeeded);
                    if (sendable.Count == 0) continue;
                    var fresh = await ledger.IssueAsync(fence.RequestNext(half.Term), half.Term, cancel);
                    written += await SendAsync(half.Take(sendable), fresh, held, needed, cancel);
                }

                return written;
            }

            foreach (var change in submission.Changes) needed.Add(held.Find(change.Set.Key));
            return await RefuseAsync(submission, refusal.Message);
        }
    }

    private async Task<Written> RefuseAsync(Submission submission, string why)
    {
        foreach (var change in submission.Changes)
            log.ChangeRefused(change.Action, change.Set.Key, why);
        await ledger.RefuseAsync(submission, why, CancellationToken.None);
        ZoneSpans.Refused(submission, why, time.GetUtcNow());
        return new Written(0, submission.Changes.Count, 0);
    }
}

/// <summary>The outcome of a plan.</summary>
/// <param name="Accepted">The number of accepted changes.</param>
/// <param name="Refused">The number of refused changes.</param>
/// <param name="Added">The net number of record sets added to the zone.</param>
public readonly record struct Written(int Accepted, int Refused, int Added)
{
    public static Written operator +(Written one, Written other) =>
        new(one.Accepted + other.Accepted, one.Refused + other.Refused, one.Added + other.Added);

    internal static Written Of(IReadOnlyList<RecordChange> changes) =>
        new(changes.Count, 0, changes.Count(c => c.Action is ChangeAction.Create) - changes.Count(c => c.Action is ChangeAction.Delete));
}
