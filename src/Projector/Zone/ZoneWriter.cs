using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>Carries a plan out: noted, sent, noted again. A list that the zone refuses is split until the bad record stands alone.</summary>
public sealed class ZoneWriter(IZone zone, ZoneLedger ledger, ILogger<ZoneWriter> log)
{
    /// <summary>Carries out all of a plan that the zone takes.</summary>
    /// <param name="known">The ledger's entries that the plan was made from.</param>
    /// <returns>How many changes the zone refused.</returns>
    public async Task<int> ApplyAsync(IReadOnlyList<RecordChange> plan, IReadOnlyCollection<LedgerEntry> known, CancellationToken cancel)
    {
        if (plan.Count == 0) return 0;
        var submission = new Submission(zone.Id, plan, known);
        await ledger.SubmitAsync(submission, cancel);
        return await SendAsync(submission, cancel);
    }

    private async Task<int> SendAsync(Submission submission, CancellationToken cancel)
    {
        try
        {
            var receipt = await zone.ChangeAsync(submission.Changes, cancel);

            // Noted even when the process is asked to stop in this moment: an outcome that is known is not left open.
            await ledger.AcceptAsync(submission, receipt, CancellationToken.None);
            return 0;
        }
        catch (ZoneRefusedException refusal) when (submission.Changes is [var alone])
        {
            log.ChangeRefused(alone.Action, alone.Set.Key, refusal.Message);
            await ledger.RefuseAsync(submission, refusal.Message, CancellationToken.None);
            return 1;
        }
        catch (ZoneRefusedException)
        {
            var refused = 0;
            foreach (var half in submission.Halves())
                refused += await SendAsync(half, cancel);
            return refused;
        }
    }
}
