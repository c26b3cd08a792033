namespace Pipeline.Core.Dns.Planning;

/// <summary>Whether a record set that others lead to is in the zone as desired, or can become so.</summary>
internal static class Targets
{
    /// <param name="wanted">The set as desired.</param>
    /// <param name="entry">Its ledger entry; null if it was never written.</param>
    public static bool CanBeOurs(RecordSet wanted, LedgerEntry? entry) => entry switch
    {
        null => true,
        { Foreign: not null } => false,
        { Held: { } held } when held.Equals(wanted) => true,
        { Refused.Set: var refused } when refused.Equals(wanted) => false,
        { Held: null, Pending: not null } => false,
        _ => true,
    };
}
