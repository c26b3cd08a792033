using Pipeline.Core.Retention;

namespace Pipeline.Core.Dns;

/// <summary>An event of one record set in one zone, in the ledger stream of the record; its detail is kept for the retention.</summary>
/// <param name="At">The time by the clock of the zone's writer.</param>
public abstract record LedgerEvent(DateTimeOffset At);

/// <summary>A change is about to be sent. Written before the request, so that after a crash the outcome is known to be unknown.</summary>
/// <param name="Batch">The change list that it is part of.</param>
public sealed record ChangeSubmitted(RecordChange Change, Guid Batch, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone accepted the change; Route 53 calls this state PENDING.</summary>
/// <param name="ChangeId">The zone's identifier of the change.</param>
public sealed record ChangeAccepted(string ChangeId, DateTimeOffset At) : LedgerEvent(At);

/// <summary>Every name server of the zone answers with the change; Route 53 calls this state INSYNC.</summary>
public sealed record ChangeInSync(string ChangeId, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone refused this change itself, not the whole change list.</summary>
public sealed record ChangeRefused(string Error, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone was read and differs from the ledger.</summary>
/// <param name="Actual">The record set in the zone; null for none.</param>
/// <param name="Key">The key, if the ledger has no entry for the record yet.</param>
public sealed record RecordFound(RecordSet? Actual, Finding Finding, DateTimeOffset At, RecordKey? Key = null) : LedgerEvent(At);

/// <summary>A person had a record taken over that somebody else wrote: from now on it is ours. The zone is not changed by that.</summary>
/// <param name="Set">The record set as it is in the zone.</param>
/// <param name="Origin">Who wrote it.</param>
public sealed record RecordAdopted(RecordSet Set, RecordOrigin Origin, DateTimeOffset At) : LedgerEvent(At);

/// <summary>What the events before it came to; it took the place of the last one of them when they were older than the retention.</summary>
/// <param name="State">The entry after them, with the version of that last one.</param>
public sealed record RecordSummarized(LedgerEntry State, DateTimeOffset At) : LedgerEvent(At), ISummary;

/// <summary>The kind of difference between zone and ledger.</summary>
public enum Finding
{
    /// <summary>The response to a change was lost; this is its outcome.</summary>
    OutcomeSettled,

    /// <summary>A record that was accepted is missing.</summary>
    LostWrite,

    /// <summary>A record of ours was changed by somebody else.</summary>
    ForeignEdit,

    /// <summary>A record of ours that was deleted, or never confirmed, is in the zone exactly as it was written.</summary>
    Orphan,

    /// <summary>A foreign record has the name of a record that is to be added; it is left alone.</summary>
    Foreign,

    /// <summary>The foreign record is gone, so ours can be added.</summary>
    ForeignGone,
}
