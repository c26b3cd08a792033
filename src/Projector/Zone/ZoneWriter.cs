using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Pacing;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// Carries a plan out in lists that the zone takes, each noted, sent, and noted again. A list that the zone refuses is split until the bad
/// record stands alone.
/// </summary>
public sealed class ZoneWriter(
    IZone zone, ZoneLedger ledger, Propagation propagation, IdSource newId, TimeProvider time, ILogger<ZoneWriter> log)
{
    /// <summary>Carries out all of a plan that the zone takes.</summary>
    /// <param name="plan">The changes in their order.</param>
    /// <param name="known">The ledger's entries that the plan was made from.</param>
    /// <param name="cancel">Breaks off between two lists or in one.</param>
    /// <param name="cause">What led to the changes; null for nothing that is known.</param>
    public async Task<Written> ApplyAsync(
        IReadOnlyList<RecordChange> plan, IReadOnlyCollection<LedgerEntry> known, CancellationToken cancel, Cause? cause = null)
    {
        var written = default(Written);
        foreach (var batch in Batches.Split(plan, zone.Limits.Batches))
        {
            var submission = new Submission(zone.Id, batch, known)
            {
                Batch = newId(),
                Cause = cause ?? Cause.Unknown,
                At = time.GetUtcNow(),
            };
            await ledger.SubmitAsync(submission, cancel);
            written += await SendAsync(submission, cancel);
        }

        return written;
    }

    private async Task<Written> SendAsync(Submission submission, CancellationToken cancel)
    {
        try
        {
            var receipt = await zone.ChangeAsync(submission.Changes, cancel);

            // Noted even when the process is asked to stop in this moment: an outcome that is known is not left open.
            await ledger.AcceptAsync(submission, receipt, CancellationToken.None);
            var now = time.GetUtcNow();
            ZoneSpans.Accepted(submission, receipt, now);
            if (submission.Cause.Stated is { } stated) ProjectorTelemetry.Accepted(now - stated, receipt.InSync);
            if (!receipt.InSync) propagation.Follow(receipt.ChangeId, submission);
            return Written.Of(submission.Changes);
        }
        catch (ZoneRefusedException refusal)
        {
            if (submission.Halves() is [var one, var other])
                return await SendAsync(one, cancel) + await SendAsync(other, cancel);

            foreach (var change in submission.Changes)
                log.ChangeRefused(change.Action, change.Set.Key, refusal.Message);
            await ledger.RefuseAsync(submission, refusal.Message, CancellationToken.None);
            ZoneSpans.Refused(submission, refusal.Message, time.GetUtcNow());
            return new Written(0, submission.Changes.Count, 0);
        }
    }
}

/// <summary>What became of a plan.</summary>
/// <param name="Accepted">Changes that the zone took.</param>
/// <param name="Refused">Changes that it refused.</param>
/// <param name="Added">How many record sets more the zone holds.</param>
public readonly record struct Written(int Accepted, int Refused, int Added)
{
    public static Written operator +(Written one, Written other) =>
        new(one.Accepted + other.Accepted, one.Refused + other.Refused, one.Added + other.Added);

    internal static Written Of(IReadOnlyList<RecordChange> changes) =>
        new(changes.Count, 0, changes.Count(c => c.Action is ChangeAction.Create) - changes.Count(c => c.Action is ChangeAction.Delete));
}
