using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Pacing;
using Pipeline.Projector.Election;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// The zone's fence as the leader holds it. It is moved at the beginning of a term and after each unknown outcome, before the zone is
/// read: from then on no list that was sent before can take effect. Each list of changes moves it too.
/// </summary>
public sealed class LeaderFence(IZone zone, ZoneLedger ledger, IdSource newId, ILogger<LeaderFence> log)
{
    private Held? held;

    /// <summary>Whether the zone is known to have the last value of this term.</summary>
    public bool IsHeldIn(ILeaderTerm term) => held is { } known && known.Term == term;

    /// <summary>Reads the fence, and moves it unless it is the last value of this term.</summary>
    /// <exception cref="ZoneFencedException">Another writer's fence is in the zone, and a person has to decide.</exception>
    /// <exception cref="FenceMovedException">The fence changed meanwhile.</exception>
    public async Task SecureAsync(ILeaderTerm term, CancellationToken cancel)
    {
        var found = await zone.ReadFenceAsync(cancel);
        if (IsHeldIn(term) && Equals(found, held!.Record)) return;
        held = null;

        var judgement = FenceJudgement.Judge(found, await ledger.ReadFenceAsync(zone.Id, cancel));
        Report(judgement);
        if (judgement.Blocks) throw new ZoneFencedException(judgement.Explain(zone.Domain)!);
        await MoveAsync(found, Request(judgement.Number), term, cancel);
    }

    /// <summary>Moves a fence that blocks this database, because a person says that nobody else writes the zone.</summary>
    /// <param name="seen">The record that the person was shown.</param>
    /// <param name="term">The term.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="FenceMovedException">It is another record by now: somebody else does write the zone.</exception>
    public async Task TakeOverAsync(FenceRecord seen, ILeaderTerm term, CancellationToken cancel)
    {
        held = null;
        if (!Equals(await zone.ReadFenceAsync(cancel), seen))
            throw new FenceMovedException("the fence has moved since it was looked at: another writer is at work");
        await MoveAsync(seen, Request(from: null) with { Above = seen.Read()?.Number ?? 0 }, term, cancel);
    }

    /// <summary>The request for the value of a list that moves the fence from the one that is held.</summary>
    public FenceRequest RequestNext(ILeaderTerm term) => Request(Require(term).Fence.Number);

    /// <summary>Sends a list. Whether the fence is held afterwards depends on whether the outcome is known.</summary>
    /// <param name="compose">Composes the list with the move of the fence.</param>
    /// <param name="next">The value that was issued for the list.</param>
    /// <param name="term">The term.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="ZoneRefusedException">The zone refused the content: it still has the fence that the list replaces.</exception>
    /// <exception cref="FenceMovedException">The zone refused the list because its fence is another one.</exception>
    public async Task<ZoneReceipt> SendAsync(
        Func<FenceMove, ChangeList> compose, ZoneFence next, ILeaderTerm term, CancellationToken cancel)
    {
        var before = Require(term);
        term.EnsureHeld();
        held = null;
        try
        {
            var receipt = await zone.ChangeAsync(compose(new FenceMove(before.Record, next)), cancel);
            Hold(next, term);
            return receipt;
        }
        catch (ZoneRefusedException refusal)
        {
            // The fence first: a list that comes late is refused as well, whatever its content.
            if (!Equals(await zone.ReadFenceAsync(cancel), before.Record))
                throw new FenceMovedException($"the zone's fence is not the one that the list replaces; the zone said: {refusal.Message}");
            held = before;
            throw;
        }
    }

    private async Task MoveAsync(FenceRecord? found, FenceRequest request, ILeaderTerm term, CancellationToken cancel)
    {
        var next = await ledger.IssueAsync(request, term, cancel);
        term.EnsureHeld();
        try
        {
            await zone.ChangeAsync(ChangeList.Of(new FenceMove(found, next)), cancel);
        }
        catch (ZoneRefusedException refusal)
        {
            throw new FenceMovedException($"the fence could not be moved: {refusal.Message}");
        }

        Hold(next, term);
        log.FenceMoved(zone.Id, next);
    }

    private FenceRequest Request(long? from) => new(zone.Id, newId(), from);

    private Held Require(ILeaderTerm term) => held is { } known && known.Term == term
        ? known
        : throw new FenceMovedException("the fence is unknown, because the outcome of the last list is");

    private void Hold(ZoneFence fence, ILeaderTerm term) => held = new(term, fence, FenceRecord.Of(fence));

    private void Report(FenceJudgement judgement)
    {
        ProjectorTelemetry.FenceJudged(judgement.Blocks);
        switch (judgement.Standing)
        {
            case FenceStanding.Ours:
                return;
            case FenceStanding.Missing when judgement.IsFirst || zone.ForgetsItsFence:
                log.FenceEstablished(zone.Id);
                return;
            case FenceStanding.Missing:
                log.FenceMissing(zone.Id);
                break;
            case FenceStanding.Edited:
                log.FenceEdited(zone.Id, judgement.Found!.ToString());
                break;
            default:
                log.ZoneFenced(zone.Id, judgement.Explain(zone.Domain)!);
                break;
        }

        ProjectorTelemetry.FenceFound(judgement.Standing);
    }

    private sealed record Held(ILeaderTerm Term, ZoneFence Fence, FenceRecord Record);
}

/// <summary>This database must not write the zone; the message says why, and what a person can do.</summary>
public sealed class ZoneFencedException(string message) : Exception(message);

/// <summary>The zone's fence is not the one that was expected; the next full pass reads and moves it.</summary>
public sealed class FenceMovedException(string message) : Exception(message);
