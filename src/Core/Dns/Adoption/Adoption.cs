namespace Pipeline.Core.Dns.Adoption;

/// <summary>The decision which records of a zone the ledger takes over.</summary>
/// <param name="Taken">The records that it takes over as they are.</param>
/// <param name="Left">The records that stay foreign.</param>
/// <param name="Events">What is appended to the ledger, with the entry that each event follows.</param>
public sealed record Adoption(
    IReadOnlyList<TakenRecord> Taken,
    IReadOnlyList<LeftRecord> Left,
    IReadOnlyList<(LedgerEntry Entry, LedgerEvent Happened)> Events);

/// <summary>A record that is taken over.</summary>
/// <param name="Set">The record as it is in the zone.</param>
/// <param name="Fate">What the next pass does with it.</param>
public sealed record TakenRecord(RecordSet Set, RecordFate Fate);

/// <summary>A record that stays foreign.</summary>
/// <param name="Set">The record.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftRecord(RecordSet Set, LeftReason Reason);

/// <summary>What the pass after an adoption does with a record.</summary>
public enum RecordFate
{
    /// <summary>It is as desired.</summary>
    Kept,

    /// <summary>Its values, TTL or weight are set to the desired ones.</summary>
    Changed,

    /// <summary>Its name gets other record sets in its place, in one change list where their policies differ.</summary>
    Exchanged,

    /// <summary>Nothing runs any more that it leads to.</summary>
    Removed,
}

/// <summary>Why a record stays foreign.</summary>
public enum LeftReason
{
    /// <summary>It does not look like what its origin writes.</summary>
    OtherForm,

    /// <summary>Its TTL is not one that this system writes here.</summary>
    OtherTtl,

    /// <summary>It leads to a host, or an address, that never reported here.</summary>
    UnknownHost,

    /// <summary>It leads to a host whose next full report is awaited.</summary>
    SilentHost,

    /// <summary>It is the address record of a host that is at another address.</summary>
    OtherAddress,

    /// <summary>Its container runs, and is not registered at this name and port.</summary>
    NotRegistered,

    /// <summary>It leads to something that is not registered at this name.</summary>
    OtherValues,

    /// <summary>The address record of its host stays foreign.</summary>
    ForeignTarget,

    /// <summary>Another record of its name stays foreign, and Route 53 lets no set of another policy or TTL be beside it.</summary>
    DividedName,
}
