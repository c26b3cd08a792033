namespace Pipeline.Core.Dns;

/// <summary>What became of one record set in one zone, kept for ever in the record's ledger stream.</summary>
/// <param name="At">When the writer of the zone knew it.</param>
public abstract record LedgerEvent(DateTimeOffset At);

/// <summary>The change is about to be sent: written first, so that a crash after it is known to have an open outcome.</summary>
/// <param name="Batch">The change list that it travels in.</param>
public sealed record ChangeSubmitted(RecordChange Change, Guid Batch, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone took the change.</summary>
/// <param name="ChangeId">The zone's receipt.</param>
public sealed record ChangeAccepted(string ChangeId, DateTimeOffset At) : LedgerEvent(At);

/// <summary>Every name server of the zone answers with the change.</summary>
public sealed record ChangeInSync(string ChangeId, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone refused this very change.</summary>
public sealed record ChangeRefused(string Error, DateTimeOffset At) : LedgerEvent(At);

/// <summary>The zone was read and holds something else than the ledger knew.</summary>
/// <param name="Actual">What the zone holds; null for nothing.</param>
/// <param name="Key">The record in question, where the ledger has not heard of it yet.</param>
public sealed record RecordFound(RecordSet? Actual, Finding Finding, DateTimeOffset At, RecordKey? Key = null) : LedgerEvent(At);

/// <summary>What the difference between zone and ledger is.</summary>
public enum Finding
{
    /// <summary>The outcome of a change whose answer was lost.</summary>
    OutcomeSettled,

    /// <summary>A record that was accepted is gone.</summary>
    LostWrite,

    /// <summary>Somebody else changed a record of ours.</summary>
    ForeignEdit,

    /// <summary>A record of ours that was deleted, or whose writing had failed, is there: just as it was written.</summary>
    Orphan,

    /// <summary>Where a record was to be added there is one of somebody else's; it is left alone.</summary>
    Foreign,

    /// <summary>What somebody else's record stood in the way of can be added.</summary>
    ForeignGone,
}
