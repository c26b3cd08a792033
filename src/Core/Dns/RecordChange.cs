namespace Pipeline.Core.Dns;

/// <summary>The action of a change, named as in Route 53.</summary>
public enum ChangeAction
{
    /// <summary>Adds a record set. Fails if it exists.</summary>
    Create,

    /// <summary>Replaces the held record set: sent as its exact deletion and the creation of the desired one.</summary>
    Upsert,

    /// <summary>Removes a record set. Fails unless its values equal those in the zone.</summary>
    Delete,
}

/// <summary>One change of a plan.</summary>
/// <param name="Action">The action.</param>
/// <param name="Set">The desired record set; for a delete, the current one.</param>
/// <param name="Joined">Whether it must be in the same change list as the change before it. Sent separately, one of them would be refused,
/// or a name would have no records for a moment.</param>
public sealed record RecordChange(ChangeAction Action, RecordSet Set, bool Joined = false);
